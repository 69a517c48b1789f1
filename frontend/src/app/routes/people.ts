import { pages } from "../register";

export default pages({
  people: () => import("@/features/people/pages/people"),
  person: () => import("@/features/people/pages/person"),
});
