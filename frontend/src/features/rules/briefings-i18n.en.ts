import type { vi } from "./briefings-i18n";

const people = (count: string) => `${count} ${count === "1" ? "person" : "people"}`;

const en: typeof vi = {
  back: "Changes to learn",
  missing: "This change was not found",
  missingText: "It may have been cancelled. Go back to the list to see other changes.",
  what: "What is different",
  progress: (learnt, asked) => `${learnt} of ${people(asked)} have learnt it`,
  briefed: (briefed, units) => `${briefed} of ${units} units have held a briefing`,
  nobody: "Nobody in your scope has to learn this change.",
  byCourse: (day) => `Whoever completed the course since ${day} has learnt it.`,
  over: "The change is no longer in force: no briefing is needed.",
  show: "Show",
  units: "Units",
  people: "People",
  held: "Briefings held",

  peopleTitle: "Who has learnt it and who has not",
  state: "State",
  toLearn: "To learn",
  learnt: "Learnt",
  search: "Search by name or code",
  none: { to_learn: "Nobody is left to learn it", learnt: "Nobody has learnt it yet" },
  noneText: {
    to_learn: "Everyone who was asked has learnt this change.",
    learnt: "Names appear here once people complete the course or are briefed.",
  },
  noneFound: "Nobody was found",
  noneFoundText: "Type fewer letters or clear the search.",
  due: (day) => `to be learnt by ${day}`,
  late: (day) => `overdue since ${day}`,
  viaBriefing: (day, name) => `briefed by ${name} on ${day}`,
  viaCourse: (day) => `learnt on ${day}`,
  yourself: "Your own superior or the course confirms it for you.",
  all: "Choose everyone shown",
  brief: (count) => `Briefed: ${people(count)}`,
  briefNobody: "Choose who was briefed",

  dialog: "Note the briefing",
  dialogText: (count) =>
    `You confirm that ${people(count)} chosen ${count === "1" ? "was" : "were"} shown what changed. Their earlier evidence counts again.`,
  heldOn: "Day of the briefing",
  note: "Note",
  noteHint: "For example: weekly meeting, shown at the counter. Those briefed can read it.",
  yes: "Note the briefing",
  no: "Close without noting",
  done: (count) => `Briefing noted for ${people(count)}.`,
  undone: "Undone. These people are to learn the change again.",

  heldNone: "No briefing has been held yet",
  heldNoneText: "The unit's leader chooses people under “People” and presses “Briefed”.",
  heldBy: (name, unit) => `${name} · ${unit}`,
  reached: people,
  undo: "Undo",
  undoOf: (day) => `Undo the briefing of ${day}`,
  undoTitle: "Undo this briefing",
  undoText: (count) =>
    `${people(count)} again to learn the change; their earlier evidence does not count, as before the briefing.`,
  keep: "Keep it",

  unitsTitle: "Units with most people left come first",
  unitSearch: "Search units",
  unit: "Unit",
  unitLearnt: "Learnt",
  unitLeft: "Still to learn",
  unitHeld: "Latest briefing",
  notHeld: "None yet",
  unitsNone: "No unit was found",
  onlyUnit: "Only the people of one unit are shown.",
  everyUnit: "Show all",
};

export default en;
