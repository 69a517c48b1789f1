import type { Tone } from "@/ui";
import type { HalfDay, State, Visit } from "./api";

export const states: readonly State[] = [
  "open",
  "picked",
  "agreed",
  "accepted",
  "done",
  "cancelled",
  "lapsed",
];

export const stateOf = (text: string): State | "" => states.find((each) => each === text) ?? "";

export function toneOf(state: State): Tone {
  if (state === "done") return "ok";
  if (state === "accepted") return "info";
  return state === "cancelled" || state === "lapsed" ? "neutral" : "warn";
}

export function visitTone(state: Visit["state"]): Tone {
  if (state === "confirmed") return "ok";
  if (state === "disputed") return "bad";
  if (state === "logged") return "warn";
  return state === "planned" ? "info" : "neutral";
}

/** The name under which a half-day stands in a form: "2026-11-30 0". */
export const keyOf = ({ on, half }: HalfDay): string => `${on} ${half}`;

export function halfDayOf(key: string): HalfDay {
  const [on = "", half] = key.split(" ");
  return { on, half: Number(half) };
}

/** The half-days to propose: the first ones, at most as many as are wanted, no two of one day while other days have any. */
export function proposed(free: HalfDay[], wanted: number): HalfDay[] {
  const days = new Set<string>();
  const spread = free.filter(({ on }) => !days.has(on) && days.add(on));
  const rest = free.filter((each) => !spread.includes(each));
  const chosen = [...spread, ...rest].slice(0, wanted);
  return free.filter((each) => chosen.includes(each));
}

/** Ten half-days of a week as bits, from the keys chosen: "0" Monday morning … "9" Friday afternoon. */
export const slotsOf = (chosen: string[]): number =>
  chosen.reduce((bits, each) => bits | (1 << Number(each)), 0);

/** The weekday of a calendar day, 0 Sunday … 6 Saturday. */
export const weekday = (on: string): number => new Date(`${on}T00:00:00Z`).getUTCDay();

/** A day as forms write it, some days after another. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
}
