import { deedsOn } from "@/lib/deed";
import { programmesKey } from "../api";

/** A change to programmes by a button. */
export const useDeed = deedsOn(programmesKey);
