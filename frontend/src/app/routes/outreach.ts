import { pages } from "../register";

export default pages({
  outreach: () => import("@/features/outreach/pages/requests"),
  outreachNew: () => import("@/features/outreach/pages/request-new"),
  outreachRequest: () => import("@/features/outreach/pages/request"),
  outreachMine: () => import("@/features/outreach/pages/my-visits"),
  outreachVisit: () => import("@/features/outreach/pages/my-visit"),
});
