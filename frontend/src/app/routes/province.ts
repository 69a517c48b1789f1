import { pages } from "../register";

export default pages({
  units: () => import("@/features/province/pages/units"),
  unit: () => import("@/features/province/pages/unit"),
  unitTeam: () => import("@/features/province/pages/unit-team"),
  unitFields: () => import("@/features/province/pages/unit-fields"),
  unitFragile: () => import("@/features/province/pages/unit-fragile"),
  fields: () => import("@/features/province/pages/fields"),
  fragile: () => import("@/features/province/pages/fragile"),
  procedureNeeds: () => import("@/features/province/pages/procedure-needs"),
  procedureNeed: () => import("@/features/province/pages/procedure-need"),
  trend: () => import("@/features/province/pages/trend"),
});
