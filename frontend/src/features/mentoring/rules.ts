import type { Tone } from "@/ui";
import type { Booking, Pair, PairState, Profile, Session } from "./api";

/** Pairs by what they ask of the reader: unanswered, under way, and over. */
export function splitPairs(all: Pair[]): { requested: Pair[]; active: Pair[]; past: Pair[] } {
  const of = (...states: PairState[]) => all.filter((pair) => states.includes(pair.state));
  return {
    requested: of("suggested", "requested"),
    active: of("active", "paused"),
    past: of("completed", "ended", "declined", "expired"),
  };
}

export const stateTone: Record<PairState, Tone> = {
  suggested: "warn",
  requested: "warn",
  active: "info",
  paused: "neutral",
  declined: "neutral",
  expired: "neutral",
  completed: "ok",
  ended: "neutral",
};

export type SessionState = "waiting" | "confirmed" | "disputed";

export const sessionState = (session: Session): SessionState =>
  session.confirmed_at ? "confirmed" : session.disputed_at ? "disputed" : "waiting";

export const sessionTone: Record<SessionState, Tone> = { waiting: "warn", confirmed: "ok", disputed: "bad" };

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

/** The instant that a field for date and time means, or undefined when it is not filled in. */
export const instantOf = (local: string): string | undefined => {
  const time = Date.parse(`${local}:00+07:00`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** Bookings that stand, the next one first, and those that do not, the latest first. */
export const ahead = (all: Booking[]): { coming: Booking[]; past: Booking[] } => ({
  coming: all.filter(({ state }) => state === "booked").toSorted((a, b) => a.start.localeCompare(b.start)),
  past: all.filter(({ state }) => state !== "booked"),
});

/** What was written of a session before it could be sent. */
export interface Draft {
  start: string;
  minutes: string;
  mode: Session["mode"];
  done: string;
  alone: string;
  level?: string;
}

/** A draft as it was kept, or undefined when what was kept is none. */
export function readDraft(kept: string | null): Draft | undefined {
  if (!kept) return undefined;
  try {
    const draft = JSON.parse(kept) as Partial<Draft>;
    const { start, minutes, mode, done, alone, level } = draft;
    if (![start, minutes, mode, done, alone].every((each) => typeof each === "string")) return undefined;
    return { start, minutes, mode, done, alone, level } as Draft;
  } catch {
    return undefined;
  }
}
