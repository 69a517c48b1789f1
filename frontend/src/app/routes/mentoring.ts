import { pages } from "../register";

export default pages({
  mentoring: () => import("@/features/mentoring/pages/mentoring"),
  mentorship: () => import("@/features/mentoring/pages/pair"),
});
