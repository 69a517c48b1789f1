import type { vi } from "./observe-i18n";

const en: typeof vi = {
  title: "Observed practice",
  subtitle:
    "Write down what you saw with your own eyes while someone worked. An observation is evidence under your name; the person is told and can read it.",
  form: "Note an observation",
  person: "Person observed",
  personHint: "Type a name or code.",
  personMissing: "Choose the person observed.",
  competency: "Competency",
  choose: "Choose a competency",
  competencyMissing: "Choose a competency.",
  required: "Required by their posts",
  others: "Other competencies",
  watched: "What did you watch?",
  watchedHint: "For example: receiving birth registrations at the counter, twice. At least 10 letters.",
  level: "How far can this person do it?",
  levelMissing: "Choose a level.",
  seenOn: "Day of the observation",
  note: "Note",
  noteHint: "What went well, what to improve.",
  save: "Note the observation",
  saved: (name) => `Observation of ${name} noted.`,
  undoReason: "Undone right after it was noted.",
  undone: "Undone: the observation was withdrawn.",

  mine: "My observations",
  find: "Search by name or code",
  none: "You have noted no observation yet",
  noneText: "Choose a person and a competency above to note the first one.",
  noneFound: "No observation was found",
  noneFoundText: "Type fewer letters or clear the search.",
  levelIs: (level) => `Level ${level}`,
  levelNone: "No level shown yet",
  seen: (day) => `observed on ${day}`,
  withdrawn: "Withdrawn",
  withdrawnBecause: (day, reason) => `Withdrawn on ${day}: ${reason}`,
  withdraw: "Withdraw",
  withdrawOf: (name, competency) => `Withdraw the observation of ${name}: ${competency}`,
  about: (name, competency) => `${name}: ${competency}`,
};

export default en;
