import { pages } from "../register";

export default pages({
  quiz: () => import("@/features/assess/pages/quiz"),
  attempt: () => import("@/features/assess/pages/attempt"),
  attemptResult: () => import("@/features/assess/pages/result"),
});
