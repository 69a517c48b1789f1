import type { Notice } from "./api";

type Args = Record<string, unknown>;

/** A notice's arguments for a reader: in English, `name_en` stands in for `name` where there is one. */
export function argsFor(args: Args, locale: "vi" | "en"): Args {
  if (locale === "vi") return args;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, args[`${name}_en`] || value]));
}

/** Unread notices and the others, each in the order given. */
export const splitRead = (all: Notice[]): { unread: Notice[]; read: Notice[] } => ({
  unread: all.filter((notice) => !notice.read_at),
  read: all.filter((notice) => notice.read_at),
});

/** What a badge shows: nothing for none, "99+" beyond two digits. */
export const badgeText = (unread: number): string => (unread <= 0 ? "" : unread > 99 ? "99+" : String(unread));
