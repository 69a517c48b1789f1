import type { vi } from "./people-i18n";

const en: typeof vi = {
  tabs: "Parts of the review",
  unitsTab: "Units",
  joinedTab: (count) => (count ? `New people (${count})` : "New people"),
  unledTab: (count) => (count ? `Nobody to appraise them (${count})` : "Nobody to appraise them"),

  launching: "Being launched",
  launchingText:
    "The lists of the units are being made. Nobody is asked yet; everyone is told once they are ready. You can do something else meanwhile.",
  launchingBar: (made, all) => `${made} of ${all} units made`,
  callOff: "Call off",
  callOffTitle: "Call off the review?",
  callOffText: "What has been made is removed. Nobody has been told anything yet.",
  calledOff: "The review is being called off.",
  cancelling: "This review is being called off.",
  keep: "Go on",

  search: "Search by name or code",
  name: "Name",
  unit: "Unit",
  items: "Competencies",
  deeds: "Actions",

  joined: "People who came after the launch",
  joinedText: "The review would ask these people, but they came after it was launched.",
  addAll: "Add everyone to the review",
  add: "Add to the review",
  addWho: (name) => `Add ${name} to the review`,
  added: (count) => `Added and told: ${count}.`,
  addedNobody: "Nobody was added: their units have finished.",
  unitClosed: "The unit has finished; reopen it to add them.",
  joinedNone: "Nobody came",
  joinedNoneText: "Whoever comes to the review's units from now on is shown here, to be added.",

  unled: "Nobody to appraise them",
  unledText: "No leader is set over these people; mostly they head a unit. Name somebody to appraise them.",
  unledNone: "Everyone has somebody to appraise them",
  unledNoneText: "People whom nobody leads are shown here, so that you can name an appraiser.",
  appraiser: "Appraiser",
  noAppraiser: "None yet",
  progress: "Appraised",
  of: (done, all) => `${done} of ${all}`,
  choose: "Name an appraiser",
  change: "Name another",
  chooseFor: (name) => `Name who appraises ${name}`,
  changeFor: (name) => `Name another to appraise ${name}`,
  chooseLabel: "Appraiser",
  chooseHint: "A leader of a unit or an officer of the department whom the person appraised does not lead.",
  give: "Name",
  keepLater: "Back",
  given: (name) => `${name} was named and told.`,
  finished: "The unit has finished",
  noMatch: "There is no such person",
  noMatchText: "Try other words.",

  toAppraise: "People you were named to appraise",
  toAppraiseLine: (unit, done, all, day) => `${unit}: ${done} of ${all} competencies appraised, due ${day}`,
  appraise: (name) => `Appraise ${name}`,

  excused: (day) => `Left on ${day}, not to be appraised`,
  appraisedBy: (name) => `${name} was named to appraise`,
};

export default en;
