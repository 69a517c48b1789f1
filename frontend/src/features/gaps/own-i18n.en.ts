import type { vi } from "./own-i18n";

const en: typeof vi = {
  assess: "Assess myself",
  assessTitle: (name) => `Assess myself: ${name}`,
  assessHelp: "A self-assessment is noted to talk about with your superior; it does not change the level.",
  level: "How far do you think you get?",
  levelMissing: "Choose a level.",
  note: "Note",
  noteHint: "What you did, what is still hard.",
  save: "Note it",
  cancel: "Close without writing",
  saved: "Your self-assessment is noted.",
  undoReason: "Taken back right after writing.",
  undone: "The self-assessment just written is withdrawn.",

  dispute: "I think this is not right",
  disputeTitle: "I think this is not right",
  disputeHelp:
    "It goes to the leaders of your unit. They answer, observe again or withdraw what is wrong; you are told.",
  which: "What is not right",
  wholeLevel: "The level as a whole",
  why: "Why do you think so?",
  whyHint: "At least 10 characters.",
  send: "Send",
  sent: "Sent to the leaders of your unit.",

  mine: "What I said",
  open: "Waits for an answer",
  answered: "Answered",
  saidOn: (day) => `Sent on ${day}`,
  about: (what) => `About: ${what}`,
  answeredBy: (name, day) => `${name} answered on ${day}`,
  followed: (what) => `What was done: ${what}`,
};

export default en;
