import { pages } from "../register";

export default pages({
  classes: () => import("@/features/classes/pages/classes"),
  classNew: () => import("@/features/classes/pages/class-new"),
  class: () => import("@/features/classes/pages/class"),
});
