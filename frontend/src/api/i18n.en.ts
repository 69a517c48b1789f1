import type { vi } from "./i18n";

const en: typeof vi = {
  "client.offline": "The server cannot be reached. Check the network, then choose Try again.",
  "client.timeout": "The server takes too long to answer. Wait a moment, then choose Try again.",
  "client.unreadable": "The server's answer could not be read. Please try again later.",
  signedOut: "Your session has ended. Sign in again to carry on.",
  forbidden: "You are not allowed to do this.",
  notFound: "This content could not be found.",
  conflict: "Someone has just changed this. Reload and try once more.",
  invalid: "Some of the details are not right. Check the marked fields.",
  tooMany: "Too many attempts. Wait a minute, then try again.",
  tooLarge: "The file is too large.",
  server: "The server has a fault. Everything saved is safe. Try again in a few minutes.",
  unexpected: "Something unexpected went wrong. Reload the page and try again.",
};

export default en;
