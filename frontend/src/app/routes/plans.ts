import { pages } from "../register";

export default pages({
  plan: () => import("@/features/plans/pages/plan"),
  planPaper: () => import("@/features/plans/pages/plan-paper"),
  plansPeople: () => import("@/features/plans/pages/plans-people"),
  planPerson: () => import("@/features/plans/pages/plan-person"),
});
