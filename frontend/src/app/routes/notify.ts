import { pages } from "../register";

export default pages({ notices: () => import("@/features/notify/pages/notices") });
