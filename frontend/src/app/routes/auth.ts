import { pages } from "../register";

export default pages({
  signIn: () => import("@/features/auth/pages/sign-in"),
  setup: () => import("@/features/auth/pages/setup"),
  activate: () => import("@/features/auth/pages/activate"),
  account: () => import("@/features/auth/pages/account"),
});
