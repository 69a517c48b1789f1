import { deedsOn } from "@/lib/deed";
import { coverKey } from "../api";

/** A change to absences or counters by a button. */
export const useDeed = deedsOn(coverKey);
