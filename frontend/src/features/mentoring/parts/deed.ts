import { deedsOn } from "@/lib/deed";
import { mentoringKey } from "../api";

/** A change to mentoring by a button. */
export const useDeed = deedsOn(mentoringKey);
