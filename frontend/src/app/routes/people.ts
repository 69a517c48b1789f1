import { pages } from "../register";

export default pages({
  people: () => import("@/features/people/pages/people"),
  disputes: () => import("@/features/people/pages/disputes"),
  observe: () => import("@/features/people/pages/observe"),
  person: () => import("@/features/people/pages/person"),
});
