import { pages } from "../register";

export default pages({
  portfolio: () => import("@/features/portfolio/pages/portfolio"),
  portfolioNew: () => import("@/features/portfolio/pages/portfolio-new"),
  portfolioReviews: () => import("@/features/portfolio/pages/reviews"),
  portfolioReview: () => import("@/features/portfolio/pages/review"),
  portfolioItem: () => import("@/features/portfolio/pages/portfolio-item"),
});
