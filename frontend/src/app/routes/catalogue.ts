import { pages } from "../register";

export default pages({ catalogue: () => import("@/features/catalogue/pages/catalogue-tables") });
