import { pages } from "../register";

export default pages({
  rights: () => import("@/features/rights/pages/rights"),
});
