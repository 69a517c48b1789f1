import { pages } from "../register";

export default pages({ procedures: () => import("@/features/procedures/pages/procedures") });
