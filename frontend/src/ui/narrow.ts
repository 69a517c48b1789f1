import { useEffect, useState } from "react";

/** At most this wide, table rows become cards. */
export const phoneWidth = 640;

/** At most this wide, `.columns` are one below the other. */
export const oneColumnWidth = 1000;

/** True while the window is at most so many pixels wide; for what CSS alone cannot choose. */
export function useNarrow(pixels: number): boolean {
  const query = `(max-width: ${pixels}px)`;
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => setNarrow(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return narrow;
}
