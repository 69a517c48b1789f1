import { pages } from "../register";

export default pages({
  courses: () => import("@/features/learn/pages/courses"),
  course: () => import("@/features/learn/pages/course"),
  lesson: () => import("@/features/learn/pages/lesson"),
});
