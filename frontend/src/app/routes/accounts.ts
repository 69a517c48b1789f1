import { pages } from "../register";

export default pages({
  accounts: () => import("@/features/accounts/pages/account-list"),
  audit: () => import("@/features/accounts/pages/audit-log"),
});
