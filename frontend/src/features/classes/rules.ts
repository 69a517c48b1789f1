import type { Problem } from "@/api/problem";
import { compare } from "@/lib/fold";
import type { Tone } from "@/ui";
import type { AttendancePerson, Candidate, ClassState, Half, Mark, Nomination, SeatState } from "./api";

export const classTone: Record<ClassState, Tone> = {
  draft: "neutral",
  open: "info",
  closed: "ok",
  cancelled: "bad",
};

export const seatTone: Record<SeatState, Tone> = {
  nominated: "info",
  waiting: "warn",
  approved: "ok",
  declined: "bad",
  withdrawn: "neutral",
};

/** Whether a nomination still counts: it holds a seat or waits for one. */
export const isLive = (state: SeatState): boolean =>
  state === "nominated" || state === "waiting" || state === "approved";

/** Whether an officer has still to decide. */
export const isPending = (state: SeatState): boolean => state === "nominated" || state === "waiting";

// ---- planning

export interface SessionRow {
  key: number;
  day: string;
  half: Half;
}

const dayLater = (day: string) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
};

/** The half-day that probably comes next: the same day's afternoon, else the following morning. */
export function nextHalfDay(rows: Pick<SessionRow, "day" | "half">[]): { day: string; half: Half } {
  const last = rows.at(-1);
  if (!last || Number.isNaN(Date.parse(last.day))) return { day: "", half: "morning" };
  return last.half === "morning"
    ? { day: last.day, half: "afternoon" }
    : { day: dayLater(last.day), half: "morning" };
}

/** How the quotas stand to the seats of the class. Fields not filled in count nothing. */
export function quotaBalance(quotas: number[], seats: number): { sum: number; left: number; over: number } {
  const whole = (value: number) => (Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);
  const sum = quotas.reduce((total, each) => total + whole(each), 0);
  return { sum, left: Math.max(0, whole(seats) - sum), over: Math.max(0, sum - whole(seats)) };
}

/** Seats dealt out evenly, the first ones getting what is left over. */
export const spread = (seats: number, units: number): number[] =>
  Array.from({ length: units }, (_, index) => Math.floor(seats / units) + (index < seats % units ? 1 : 0));

// ---- nominating

export interface Room {
  /** Places the unit may still fill, of its quota and of the class. */
  free: number;
  /** How many of those chosen would have to wait. */
  wait: number;
}

/** What a choice of people meets: `quota` is left out when every unit shares the seats. */
export function roomFor(
  chosen: number,
  { seats, taken, quota }: { seats: number; taken: number; quota?: { seats: number; used: number } },
): Room {
  const inClass = Math.max(0, seats - taken);
  const free = quota ? Math.min(inClass, Math.max(0, quota.seats - quota.used)) : inClass;
  return { free, wait: Math.max(0, chosen - free) };
}

/** Whether a candidate may be chosen, may be chosen with a note, or may not. */
export const standing = (candidate: Pick<Candidate, "eligible" | "reason_key">): "ok" | "note" | "no" =>
  !candidate.eligible ? "no" : candidate.reason_key ? "note" : "ok";

/** Refusals of a list of people, by person: the server names them by their place in the list. */
export function refusedPeople(
  errors: Problem["errors"],
  staffIds: string[],
): Map<string, Problem["errors"][number]> {
  return new Map(
    errors.flatMap((each) => {
      const index = /staff_ids\[(\d+)\]/.exec(each.location)?.[1];
      const id = index === undefined ? undefined : staffIds[Number(index)];
      return id ? [[id, each] as const] : [];
    }),
  );
}

export interface WardGroup {
  id: string;
  name: string;
  items: Nomination[];
}

/** Nominations by the unit whose quota they use, in the order of its name; `nameOf` may not know it yet. */
export function byWard(all: Nomination[], nameOf: (id: string) => string | undefined): WardGroup[] {
  const groups = new Map<string, Nomination[]>();
  for (const each of all) groups.set(each.commune_id, [...(groups.get(each.commune_id) ?? []), each]);
  return [...groups]
    .map(([id, items]) => ({ id, items, name: nameOf(id) ?? items[0]?.unit.name ?? "" }))
    .toSorted((a, b) => compare(a.name, b.name));
}

// ---- attendance

export type Marks = Record<string, Mark>;

/** The marks that stand on the server for one session, by person; `index` counts sessions from 0. */
export const savedMarks = (people: AttendancePerson[], index: number): Marks =>
  Object.fromEntries(
    people.flatMap(({ staff, marks }) => (marks[index] ? [[staff.id, marks[index] as Mark]] : [])),
  );

/** Marks made here that the server does not have, of people still on the list. */
export const unsaved = (saved: Marks, draft: Marks, people: Pick<AttendancePerson, "staff">[]): Marks =>
  Object.fromEntries(
    people.flatMap(({ staff: { id } }) => {
      const mark = draft[id];
      return mark && mark !== saved[id] ? [[id, mark]] : [];
    }),
  );

/** Everyone without a mark becomes present; marks made already stay. */
export const allPresent = (people: Pick<AttendancePerson, "staff">[], marks: Marks): Marks =>
  Object.fromEntries(people.map(({ staff: { id } }) => [id, marks[id] ?? "present"]));

const letters: Record<string, Mark> = { x: "present", p: "excused", k: "absent" };

/** The mark a key stands for, as on a paper sheet: x, P or K. */
export const markOfKey = (key: string): Mark | undefined => letters[key.toLowerCase()];

/** The sign of a mark on a sheet; empty while there is none. */
export const markSign = (mark: string): string =>
  ({ present: "x", excused: "P", absent: "K" })[mark as Mark] ?? "";

/** The session to mark first: the last that has begun, else the first. */
export function sessionToMark(sessions: { id: string; starts_at: string }[], now: number): string {
  const begun = sessions.filter(({ starts_at }) => Date.parse(starts_at) - 15 * 60_000 <= now);
  return (begun.at(-1) ?? sessions[0])?.id ?? "";
}
