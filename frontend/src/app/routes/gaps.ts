import { pages } from "../register";

export default pages({
  competencies: () => import("@/features/gaps/pages/competencies"),
  competency: () => import("@/features/gaps/pages/competency"),
});
