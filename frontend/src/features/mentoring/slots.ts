/** Half-days of a working week as the server keeps them: bit 0 is Monday morning, bit 9 Friday afternoon. */
export const allSlots = 1023;
export const days = [0, 1, 2, 3, 4] as const;
export const halves = [0, 1] as const;

export const slotOf = (day: number, half: number): number => day * 2 + half;
export const hasSlot = (slots: number, slot: number): boolean => (slots & (1 << slot)) !== 0;
export const toggled = (slots: number, slot: number): number => slots ^ (1 << slot);
export const slotList = (slots: number): number[] =>
  Array.from({ length: 10 }, (_, slot) => slot).filter((slot) => hasSlot(slots, slot));

/** Facts as one sentence: "Đã đạt mức 4; cùng phòng; còn nhận 2 người." */
export function sentenceOf(parts: string[]): string {
  const joined = parts
    .filter(Boolean)
    .map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1)))
    .join("; ");
  return joined === "" || joined.endsWith(".") ? joined : `${joined}.`;
}
