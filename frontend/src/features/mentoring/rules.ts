import type { Tone } from "@/ui";
import type { Gap, Pair, PairState, Profile, Session } from "./api";

/** Pairs by what they ask of the reader: unanswered, under way, and over. */
export function splitPairs(all: Pair[]): { requested: Pair[]; active: Pair[]; past: Pair[] } {
  const of = (...states: PairState[]) => all.filter((pair) => states.includes(pair.state));
  return {
    requested: of("requested"),
    active: of("active"),
    past: of("completed", "ended", "declined", "expired"),
  };
}

export const stateTone: Record<PairState, Tone> = {
  requested: "warn",
  active: "info",
  declined: "neutral",
  expired: "neutral",
  completed: "ok",
  ended: "neutral",
};

export type SessionState = "waiting" | "confirmed" | "disputed";

export const sessionState = (session: Session): SessionState =>
  session.confirmed_at ? "confirmed" : session.disputed_at ? "disputed" : "waiting";

export const sessionTone: Record<SessionState, Tone> = { waiting: "warn", confirmed: "ok", disputed: "bad" };

/** Gaps that someone can help with, the widest first, the critical ones before others of the same width. */
export const openGaps = (items: Gap[]): Gap[] =>
  items
    .filter((item) => item.gap > 0)
    .toSorted((a, b) => b.gap - a.gap || Number(b.critical) - Number(a.critical));

/** Places still free; a mentor may have more pairs than the number was later lowered to. */
export const freePlaces = ({ capacity, live }: Pick<Profile, "capacity" | "live">): number =>
  Math.max(0, capacity - live);

const minute = 60_000;
/** Vietnam has had one offset, without summer time, since 1975. */
const offset = 7 * 60 * minute;

/** An instant as a field for date and time shows it, in Vietnam's time: "2026-11-23T09:15". */
export const localOf = (instant: number): string => new Date(instant + offset).toISOString().slice(0, 16);

/**
 * The instant that such a field means, or undefined when it is not filled in. The field knows no seconds:
 * the minute in which the mentor accepted means the moment of accepting, before which no session can be.
 */
export function heldAt(local: string, answeredAt: string | undefined): string | undefined {
  const time = Date.parse(`${local}:00+07:00`);
  if (Number.isNaN(time)) return undefined;
  const early = answeredAt ? Date.parse(answeredAt) - time : 0;
  // As the server wrote it: it counts microseconds.
  return early >= 0 && early < minute && answeredAt ? answeredAt : new Date(time).toISOString();
}

/** When a session of so many minutes that ends now began, not before the mentor accepted. */
export const likelyStart = (now: number, minutes: number, answeredAt: string | undefined): string =>
  localOf(Math.max(now - minutes * minute, answeredAt ? Date.parse(answeredAt) : 0));

/** Lengths of a session that one touch chooses. */
export const quickMinutes = [15, 30, 45, 60] as const;
