import type { Gap } from "./api";

/** The level that several posts all ask for; undefined when they differ or there is only one. */
export function sameLevel(posts: Gap["posts"]): number | undefined {
  const [first, ...others] = posts;
  return first && others.length > 0 && others.every(({ level }) => level === first.level)
    ? first.level
    : undefined;
}
