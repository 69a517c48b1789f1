import { pages } from "../register";

export default pages({
  imports: () => import("@/features/imports/pages/import-list"),
  import: () => import("@/features/imports/pages/import-check"),
});
