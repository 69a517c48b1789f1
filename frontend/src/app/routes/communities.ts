import { pages } from "../register";

export default pages({
  communities: () => import("@/features/communities/pages/posts"),
  communityNew: () => import("@/features/communities/pages/post-new"),
  communityFields: () => import("@/features/communities/pages/fields"),
  communityPost: () => import("@/features/communities/pages/post"),
});
