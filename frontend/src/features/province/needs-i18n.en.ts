import type { vi } from "./needs-i18n";

const en: typeof vi = {
  title: "What procedures need",
  hint: "Each procedure needs some competencies at some level. The draft comes from the posts of its steps; the Department of Home Affairs reviews and decides it.",
  find: "Find a procedure by name, code or field",
  field: "Field",
  allFields: "All fields",
  origin: "State",
  origins: { "": "All", draft: "With drafts", decided: "Decided", none: "Not known" },
  none: "No procedure fits",
  noneText: "Type fewer letters or remove filters.",
  clear: "Remove all filters",
  procedure: "Procedure",
  needs: "Competencies needed",
  needsCount: (count) => (count === 1 ? "1 competency" : `${count} competencies`),
  drafts: (count) => (count === 1 ? "1 draft" : `${count} drafts`),
  allDecided: "Decided",
  unknown: "Not known",
  communes: "Communes: nobody / one person",

  toList: "All procedures",
  toFragile: "Single points of failure",
  codeField: (code, field) => [code, field].filter(Boolean).join(" · "),
  steps: "See the steps of the procedure",
  edit: "Change what it needs",
  readOnly: "Officers of the Department of Home Affairs decide this; you may read it.",
  needsNone: "Not known what this procedure needs",
  needsNoneText: "No post of its steps requires a competency of its own at level 3 or more.",
  competency: "Competency",
  level: "Level needed",
  levelOf: (level) => `Level ${level}`,
  originOf: "Origin",
  draft: "Draft",
  decidedBy: (by, day) => (by ? `Decided by ${by} on ${day}` : `Decided on ${day}`),
  fresh: "Changed, not saved",
  why: "Which posts of the steps require it",
  ask: (position, level) => `${position}: level ${level}`,
  lower: (count) => (count === 1 ? "and 1 post at a lower level" : `and ${count} posts at lower levels`),
  noAsk: "No post of the steps requires this competency.",
  draftHint:
    "Of each post of the steps (leaders apart) the draft takes the two competencies that set it apart most: required at level 3 or more, and by few other posts.",

  confirmDraft: "I confirm this level",
  remove: "Remove",
  removeOf: (name) => `Remove ${name}`,
  add: "Add a competency",
  choose: "Choose a competency",
  addButton: "Add to the list",
  asked: "Required by posts of the steps",
  others: "Other competencies",
  mostNeeds: "There are 20 competencies already. Remove one before you add another.",
  needOne: "A procedure needs at least one competency. Add one, then save.",
  save: "Save",
  cancel: "Stop editing",
  lookAgain: "Look again",
  unchanged: "Nothing has changed yet.",
  saveTitle: "Save what the procedure needs?",
  changes: (added, removed, moved, confirmed) =>
    [
      added && `Added: ${added}.`,
      removed && `Removed: ${removed}.`,
      moved && `Other level: ${moved}.`,
      confirmed && `Drafts confirmed: ${confirmed}.`,
    ]
      .filter(Boolean)
      .join(" "),
  effect: (noneBefore, noneAfter, oneBefore, oneAfter) =>
    `Communes where nobody can do it: ${noneBefore} → ${noneAfter}; one person alone: ${oneBefore} → ${oneAfter}.`,
  effectIf: (effect) => `If saved: ${effect.replace(/^./, (first) => first.toLowerCase())}`,
  saved: "Saved. Single points of failure are counted by this from now on.",
  conflict: "Someone else has just changed this procedure. What you were editing is not saved.",
  reload: "Drop my changes, show the new ones",
  reset: "Draft anew",
  resetTitle: "Draft anew from the steps?",
  resetText:
    "All decided levels of this procedure are dropped. The draft is made anew from what the posts of the steps require today.",
  resetDone: "Drafted anew.",

  reach: "Who can do it today",
  reachHint:
    "A commune can do a procedure with as many people as meet its scarcest competency. Only people at work are counted.",
  reachNone: "Not counted yet",
  reachNoneText:
    "Once it is known what the procedure needs, the people of each commune who can do it are here.",
  reachOutside: "There is no whole commune within your scope.",
  now: (none, one, more) =>
    `Today: in ${none} communes nobody can do it, in ${one} one person alone, in ${more} two or more.`,
  ifSaved: (none, one, more) =>
    `If saved: in ${none} communes nobody can do it, in ${one} one person alone, in ${more} two or more.`,
  counting: "Counting again…",
  show: "Show communes",
  shows: { few: "Nobody or one person", changed: "Changed if saved", all: "All" },
  findCommune: "Find a commune",
  commune: "Commune",
  canNow: "Can do it",
  canThen: "If saved",
  scarcest: "Scarcest competency",
  scarce: (name, level, able) => `${name}, level ${level}: ${able}`,
  noCommune: "No commune here",
  noCommuneText: "Choose another view to see the rest.",
};

export default en;
