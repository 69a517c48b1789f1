import type { vi } from "./i18n";

const en: typeof vi = {
  title: "My data",
  subtitle: "What the system keeps about you, who looked at it, and what your rights are.",

  readers: "Who looked at my competency record",
  readersText: "Each line is one person and one thing on one day. Your own looks are not counted.",
  readersNone: "Nobody looked yet",
  readersNoneText:
    "When a leader or the Department of Home Affairs opens your competencies, who and when appears here.",
  reader: "Who",
  what: "Looked at",
  when: "When",
  unknownReader: "An account that is gone",
  at: (position, unit) => [position, unit].filter(Boolean).join(", "),
  times: (count) => `${count} times that day, last at`,
  deeds: {
    "evidence.read": "Evidence and level",
    "gaps.read": "Competencies against requirements",
    "evidence.list_read": "A list of people to learn a change with you in it",
    "gaps.list_read": "A list of the unit's competencies with you in it",
    "gaps.fragile_read": "Single points of failure of a commune, with your name",
    "classes.candidates_read": "A list of people to nominate with you in it",
    "plans.read": "Development plan",
    "reviews.read": "Review sheet",
    "reviews.list_read": "A list of a review with you in it",
    "reviews.workbook_download": "The workbook of a review with you in it",
    "portfolio.read": "Degrees and certificates submitted",
    "portfolio.download": "Attached files",
  },
  otherDeed: "Competency record",

  take: "Take all my data along",
  takeText:
    "A ZIP archive with a workbook to read, JSON files for machines and every file you attached. No passwords.",
  takeCare:
    "It holds personal information: do not keep it on a shared computer or send it over social media.",
  takeButton: "Download",
  takeBusy: "Collecting your data. It takes a few seconds; you can go on working.",
  takeDone: "Downloaded.",
  fileName: "my-record.zip",

  held: "What is kept, why, and who may see it",
  room: "Data",
  rows: "Records",
  why: "Why",
  who: "Who may see it",
  rooms: {
    staff: {
      what: "Staff record and posts",
      why: "To know what your posts require",
      who: "You, leaders of your unit, the department, administrators",
    },
    auth: { what: "Account, roles, sign-ins", why: "To sign in safely", who: "You, administrators" },
    evidence: {
      what: "Evidence, levels, objections",
      why: "To tell levels and gaps",
      who: "You, leaders of your unit, the department",
    },
    gaps: {
      what: "Fields you are responsible for",
      why: "So that it is clear who is responsible",
      who: "You, leaders of your unit, the department",
    },
    learn: { what: "Courses and lessons", why: "To go on where you stopped", who: "You" },
    assess: {
      what: "Tests and answers",
      why: "To grade and note evidence",
      who: "Answers: you alone. Results: like evidence",
    },
    classes: {
      what: "Nominations and attendance",
      why: "To run classes",
      who: "You, leaders of your unit, the class's trainer, the department",
    },
    mentoring: {
      what: "Mentoring",
      why: "To match pairs and confirm sessions",
      who: "The two of a pair. Other colleagues only see who mentors",
    },
    portfolio: {
      what: "Degrees, certificates, experience",
      why: "To recognise what you learnt before",
      who: "You; once submitted: leaders of your unit, the department",
    },
    plans: {
      what: "Development plans",
      why: "To agree on learning with your leader",
      who: "You, leaders of your unit, the department",
    },
    reviews: {
      what: "Competency reviews",
      why: "To review the staff and plan training",
      who: "You, leaders of your unit, the department",
    },
    notify: { what: "Messages sent", why: "To tell you what concerns you", who: "You" },
    audit: {
      what: "Log",
      why: "To know who did and saw what",
      who: "Administrators; looks at your record: you",
    },
  },
  peers: "Colleagues without a leading role cannot see your levels, evidence or gaps.",

  keeping: "How long it is kept",
  wrong: "What to do if something is wrong",
  wrongLevel: "A level or evidence is not right: open the competency and choose “I think this is not right”.",
  toCompetencies: "Open my competencies",
  wrongRecord: "The staff record is not right: tell the personnel officer of your unit.",
  complain: (days) =>
    `Requests to see, correct or delete personal data, and complaints, are first answered within ${days} working days.`,
  contact: "Addressed to",
  law: "Under the Law on Personal Data Protection No. 91/2025/QH15.",

  edit: "Edit this",
  editTitle: "Where to complain and how long data are kept",
  days: "First answer within (working days)",
  save: "Save",
  cancel: "Close without saving",
  saved: "Saved.",
};

export default en;
