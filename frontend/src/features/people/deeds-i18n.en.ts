import type { vi } from "./deeds-i18n";

const en: typeof vi = {
  title: "Write about this competency",
  buttons: {
    appraisal: "Write an appraisal",
    observation: "Write an observation",
    override: "Set the level",
  },
  titles: {
    appraisal: (name) => `Superior's appraisal: ${name}`,
    observation: (name) => `Observation at work: ${name}`,
    override: (name) => `Set the level: ${name}`,
  },
  help: {
    appraisal: "Choose the level of this person's daily work. An appraisal is evidence and bears your name.",
    observation: "Write only what you saw yourself while this person worked.",
    override:
      "A level that is set replaces what evidence comes to until the day chosen. Use it on clear grounds only.",
  },
  level: "How far does this person get?",
  levelMissing: "Choose a level.",
  reason: "What shows it?",
  reasonHint: "At least 10 characters. The person can read this.",
  seenOn: "Day of observation",
  until: "Holds until the end of",
  untilHint: "At most 24 months ahead.",
  look: "See what it would do",
  back: "Change it",
  cancel: "Close without writing",
  effectTitle: "If written:",
  moves: (before, after) => `The level goes from ${before} to ${after}.`,
  stays: (level) => `The level does not change: it stays at ${level}.`,
  told: "The person is told and sees your name.",
  yes: { appraisal: "Write the appraisal", observation: "Write the observation", override: "Set this level" },
  done: {
    appraisal: "The appraisal is written.",
    observation: "The observation is written.",
    override: "The level is set.",
  },
  undoReason: "Undone right after writing.",
  undone: "Undone: the evidence just written is withdrawn.",

  withdraw: "Withdraw",
  withdrawOf: (what) => `Withdraw: ${what}`,
  withdrawTitle: "Withdraw evidence",
  withdrawText: "Nothing is deleted: it stays in the list with the reason and no longer counts.",
  withdrawReason: "Why withdraw it?",
  withdrawYes: "Withdraw",
  withdrawn: "The evidence is withdrawn.",
  withdrawEffect: "If withdrawn:",

  objections: "What this person says",
  objectionOpen: "Waits for an answer",
  objectionAnswered: "Answered",
  saidOn: (day) => `Written on ${day}`,
  about: (what) => `About: ${what}`,
  answer: "Answer",
  answerTitle: "Answer",
  answerHelp:
    "If they are right, first write a new observation or withdraw what is wrong, then link it to the answer.",
  answerWords: "Your answer",
  answerEntry: "What was done about it",
  answerNoEntry: "Nothing",
  answerYes: "Send the answer",
  answerDone: "The answer is sent.",
  answeredBy: (name, day) => `${name} answered on ${day}`,
};

export default en;
