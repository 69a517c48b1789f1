import type { vi } from "./i18n";

const en: typeof vi = {
  title: "Notices",
  unread: (count) => `Unread (${count})`,
  unreadNone: "You have read all notices.",
  read: "Read",
  fresh: "New",
  open: "Open",
  markRead: "Mark as read",
  markAll: "Mark all as read",
  allRead: "All notices are marked as read.",
  emptyTitle: "No notices yet",
  emptyText: "News about classes, mentoring and your levels will appear here.",
  unknown: "There is news.",
  bell: (count) => (count > 0 ? `Notices: ${count} new` : "Notices"),
  bellShort: (count) => `${count} new`,
};

export default en;
