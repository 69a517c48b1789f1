import { deedsOn } from "@/lib/deed";
import { classesKey } from "../api";

/** A change to classes by a button. */
export const useDeed = deedsOn(classesKey);
