import { pages } from "../register";

export default pages({
  effects: () => import("@/features/effects/pages/effects"),
  effectMentor: () => import("@/features/effects/pages/mentor"),
  myEffects: () => import("@/features/effects/pages/mine"),
  recognition: () => import("@/features/effects/pages/recognition"),
});
