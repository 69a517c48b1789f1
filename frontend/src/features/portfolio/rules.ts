import type { Detail, Draft, Found, State } from "./api";

export const states: State[] = ["idle", "waiting", "in_review", "accepted", "refused"];

/** The state a word of the address asks for; anything else is all. */
export const stateOf = (word: string): State | "" => states.find((each) => each === word) ?? "";

/** How serious a state looks. */
export const toneOf = (state: State) =>
  ({ idle: "neutral", waiting: "info", in_review: "info", accepted: "ok", refused: "warn" })[state] as
    | "neutral"
    | "info"
    | "ok"
    | "warn";

export interface Claimed {
  id: string;
  name: string;
  level: number;
}

/** What the form says, as the server takes it. Days left empty are left out. */
export function draftFrom(values: FormData, claims: readonly Claimed[]): Draft {
  const words = (name: string) => String(values.get(name) ?? "").normalize("NFC");
  const issued_on = words("issued_on");
  const valid_until = words("valid_until");
  return {
    kind: words("kind") as Draft["kind"],
    title: words("title"),
    issuer: words("issuer"),
    note: words("note"),
    ...(issued_on && { issued_on }),
    ...(valid_until && { valid_until }),
    claims: claims.map(({ id, level }) => ({ competency_id: id, level })),
  };
}

/** The levels a reviewer begins with: as claimed. */
export const asClaimed = (item: Detail): Found[] =>
  item.claimed.map(({ competency, level }) => ({ competency_id: competency.id, level, note: "" }));

/** The competencies judged otherwise than claimed, without a reason yet. */
export const unexplained = (item: Detail, found: readonly Found[]): string[] =>
  item.claimed
    .filter(({ competency, level }) => {
      const judged = found.find((each) => each.competency_id === competency.id);
      return judged !== undefined && judged.level !== level && judged.note.trim() === "";
    })
    .map(({ competency }) => competency.id);
