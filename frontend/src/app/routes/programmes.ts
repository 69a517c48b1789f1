import { pages } from "../register";

export default pages({
  programmes: () => import("@/features/programmes/pages/programmes"),
  programmeNew: () => import("@/features/programmes/pages/programme-new"),
  programme: () => import("@/features/programmes/pages/programme"),
});
