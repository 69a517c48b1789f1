import { pages } from "../register";

export default pages({ home: () => import("../pages/home") });
