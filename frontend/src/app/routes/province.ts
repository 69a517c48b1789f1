import { pages } from "../register";

export default pages({
  units: () => import("@/features/province/pages/units"),
  unit: () => import("@/features/province/pages/unit"),
});
