import { pages } from "../register";

export default pages({
  criteria: () => import("@/features/criteria/pages/criteria"),
  criterion: () => import("@/features/criteria/pages/criterion"),
});
