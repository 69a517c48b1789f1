import { pages } from "../register";

export default pages({
  rules: () => import("@/features/rules/pages/rules"),
  changes: () => import("@/features/rules/pages/changes"),
  change: () => import("@/features/rules/pages/change"),
});
