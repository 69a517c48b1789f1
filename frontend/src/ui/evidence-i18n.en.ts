import type { vi } from "./evidence-i18n";

const en: typeof vi = {
  counted: (count) => `Counted (${count})`,
  notCounted: (count) => `Not counted (${count})`,
  noneCounted: "No evidence counts yet.",
  countedAs: (level) => `Counted: level ${level}`,
  notCountedShort: "Not counted",
  capacities: {
    system: "Recorded by the system",
    self: "Self-assessment",
    mentor: "Mentor",
    superior: "Superior",
    trainer: "Trainer",
    assessor: "Assessor",
    officer: "Officer in charge",
  },
  validUntil: (day) => `valid until ${day}`,
  strength: { weak: "weak weight", medium: "medium weight", strong: "strong weight" },
  sealed: (number, seal) => `Line ${number} · seal ${seal}…`,
  belief: (level, word, likelihood) => `Level ${level} · ${word} (${likelihood})`,
  recheck: (day) => `, better checked again before ${day}`,
  given: (reason) => `Reason given: ${reason}`,
};

export default en;
