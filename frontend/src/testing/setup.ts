import "@/ui/styles.css";
import { afterEach } from "vitest";
import { unmountAll } from "./render";

afterEach(unmountAll);
