import type { Notice } from "./api";

/** Unread notices and the others, each in the order given. */
export const splitRead = (all: Notice[]): { unread: Notice[]; read: Notice[] } => ({
  unread: all.filter((notice) => !notice.read_at),
  read: all.filter((notice) => notice.read_at),
});

/** What a badge shows: nothing for none, "99+" beyond two digits. */
export const badgeText = (unread: number): string =>
  unread <= 0 ? "" : unread > 99 ? "99+" : String(unread);
