import { pages } from "../register";

export default pages({
  mentoring: () => import("@/features/mentoring/pages/mentoring"),
  mentors: () => import("@/features/mentoring/pages/mentors"),
  mentorship: () => import("@/features/mentoring/pages/pair"),
  mentoringWatch: () => import("@/features/mentoring/pages/watched"),
});
