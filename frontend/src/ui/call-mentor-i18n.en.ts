import type { vi } from "./call-mentor-i18n";

const en: typeof vi = {
  call: "Ask my mentor",
  title: "Ask my mentor",
  text: (name) => `${name} will be told, with the place where you are.`,
  whom: "Mentor",
  option: (name, competency) => `${name}, ${competency}`,
  message: "What you are stuck at",
  hint: "For example: unsure which papers this step needs.",
  send: "Send the question",
  back: "Back",
  sent: (name) => `Your question has been sent to ${name}.`,
};

export default en;
