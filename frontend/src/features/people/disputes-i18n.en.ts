import type { vi } from "./disputes-i18n";

const en: typeof vi = {
  title: "Objections to levels",
  subtitle: "People who think a level of theirs is not right. Open each to see the evidence and answer.",
  show: "Show",
  open: "Wait for an answer",
  answered: "Answered",
  find: "Find by name or code",
  none: { open: "No objection waits for an answer", answered: "No objection was answered yet" },
  noneText: "When somebody chooses “I think this is not right”, it appears here and you are told.",
  noneFound: "No objection found",
  noneFoundText: "Type fewer letters or clear the search.",
  on: (day) => `sent on ${day}`,
  level: (level) => `at level ${level}`,
  answeredBy: (name, day) => `${name} answered on ${day}`,
  look: "See the evidence and answer",
};

export default en;
