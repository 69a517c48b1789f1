import type { vi } from "./ahead-i18n";

const en: typeof vi = {
  from: (day) => `From ${day}`,
  willLack: (name, required, levels) => `Will be missing: ${name}, level ${required} needed, ${levels} to go`,
  willMeet: (name, required) => `${name}: level ${required} needed and met`,
  noMore: (name) => `${name}: no longer required`,
  critical: "Critical",
  asks: (position, unit, level) => `${position}, ${unit}: level ${level}`,
  kinds: { permanent: "permanent", acting: "acting", concurrent: "concurrent", seconded: "seconded" },
  required: "critical",
  since: (day) => `since ${day}`,
  until: (from, last) => `from ${from} to the end of ${last}`,
};

export default en;
