import { deedsOn } from "@/lib/deed";
import { reviewsKey } from "../api";

/** A change to reviews by a button. */
export const useDeed = deedsOn(reviewsKey);
