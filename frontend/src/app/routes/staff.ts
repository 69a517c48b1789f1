import { pages } from "../register";

export default pages({
  cover: () => import("@/features/staff/pages/cover"),
});
