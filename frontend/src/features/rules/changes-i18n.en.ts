import type { vi } from "./changes-i18n";

const people = (count: string) => `${count} ${count === "1" ? "person" : "people"}`;

const en: typeof vi = {
  title: "Changes to learn",
  subtitle:
    "When a procedure, form or software changes, evidence of the old way does not count until the change is learnt.",
  toRules: "See the rules of evidence",
  kinds: { procedure: "Procedure", form: "Form", software: "Software" },
  states: {
    applying: "Being applied",
    in_force: "In force",
    cancelling: "Going back",
    cancelled: "Cancelled",
    withdrawn: "Withdrawn",
  },
  list: "Changes marked",
  search: "Search changes",
  found: (shown, all) => `${shown} of ${all} changes shown`,
  emptyTitle: "No changes marked yet",
  emptyEdit: "When a procedure, form or software changes, choose “Mark a new change”.",
  emptyRead: "Once the department marks a change, it appears here.",
  noneFound: "No change matches these words.",
  from: (day) => `In effect from ${day}`,
  learnt: (learnt, asked) => `${learnt} of ${people(asked)} asked have learnt it`,
  nobodyAsked: "Nobody has to learn again",
  affects: "Competencies concerned",
  stale: "Evidence that does not count meanwhile",
  days: (count) => `${count} days to learn it`,
  withdraw: "Withdraw the change",
  withdrawOf: (title) => `Withdraw the change: ${title}`,
  withdrawTitle: "Withdraw this change",
  withdrawText:
    "Evidence that did not count counts again and nobody is asked to learn. The change stays in the list.",
  keep: "Keep it",
  withdrawn: "Withdrawn, levels are being judged again",

  write: "Mark a new change",
  kind: "What changes",
  name: "Title",
  summary: "What is different",
  summaryHint: "In plain words that a learner understands.",
  subject: "Procedure",
  subjectHint: "When only one procedure changes; empty concerns all evidence of the competencies chosen.",
  scopes: "Competencies affected",
  scopesSearch: "Search competencies",
  chosen: (count) => `${count} competencies chosen`,
  chosenIn: (name, count, all) => `${name}: ${count} of ${all} chosen`,
  kindsLegend: "Evidence that stops counting",
  effective: "In effect from",
  due: "Days to learn it",
  course: "Course that teaches it",
  courseHint: "Without one, superiors brief their people and attest it.",
  previewText: "It is tried whose levels would fall on that day. Nothing changes.",
  mark: "Mark the change",
  markFirst: "Preview it before marking.",
  markAgain: "It has been edited: preview it again before marking.",
  markTitle: "Mark this change",
  marked: "Marked, being applied",
  close: "Close",
};

export default en;
