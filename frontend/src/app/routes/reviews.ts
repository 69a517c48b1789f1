import { pages } from "../register";

export default pages({
  reviews: () => import("@/features/reviews/pages/reviews"),
  reviewNew: () => import("@/features/reviews/pages/review-new"),
  review: () => import("@/features/reviews/pages/review"),
  reviewMine: () => import("@/features/reviews/pages/review-mine"),
  reviewPart: () => import("@/features/reviews/pages/review-part"),
  reviewPerson: () => import("@/features/reviews/pages/review-person"),
  reviewCalibration: () => import("@/features/reviews/pages/review-calibration"),
  reviewReport: () => import("@/features/reviews/pages/review-report"),
});
