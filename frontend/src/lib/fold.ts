/** Lower case without marks, so that "nguyen" finds "Nguyễn" and "dao" finds "Đào". */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** True when every word of `query` occurs in `text`, marks aside. */
export function matches(text: string, query: string): boolean {
  const folded = fold(text);
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

const collator = new Intl.Collator("vi", { numeric: true });

/** Vietnamese order: Đ after D, "Xã 2" before "Xã 10". */
export const compare = (a: string, b: string): number => collator.compare(a, b);
