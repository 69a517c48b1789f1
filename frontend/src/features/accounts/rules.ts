import type { Schema } from "@/api/client";
import { compare } from "@/lib/fold";

export type Grant = Schema<"MeRole">;
export type Role = Schema<"GrantBody">["role"];

export const roles: readonly Role[] = [
  "learner",
  "mentor",
  "unit_leader",
  "trainer",
  "department_officer",
  "administrator",
];

const same = (a: Grant, b: Grant) => a.role === b.role && a.unit.id === b.unit.id;

/** The grants with one more, unless it is there already. */
export const withGrant = (grants: Grant[], added: Grant): Grant[] =>
  grants.some((each) => same(each, added)) ? grants : [...grants, added];

export const withoutGrant = (grants: Grant[], gone: Grant): Grant[] =>
  grants.filter((each) => !same(each, gone));

/** True when two lists grant the same, in whatever order. */
export const sameGrants = (a: Grant[], b: Grant[]): boolean =>
  a.length === b.length && a.every((each) => b.some((other) => same(each, other)));

/** The few units a search means most likely: of all that match, the shortest names, which stand highest in the tree. */
export const nearest = <T extends { name: string }>(units: T[], count: number): T[] =>
  units.toSorted((a, b) => a.name.length - b.name.length || compare(a.name, b.name)).slice(0, count);

export type Standing = "active" | "waiting" | "disabled";

export const standingOf = (account: Pick<Schema<"AccountBody">, "activated" | "disabled_at">): Standing =>
  account.disabled_at ? "disabled" : account.activated ? "active" : "waiting";

/** "learner@13285" of the audit as its two parts. */
export function writtenGrant(written: string): { role: string; unit: string } {
  const at = written.indexOf("@");
  return at < 0 ? { role: written, unit: "" } : { role: written.slice(0, at), unit: written.slice(at + 1) };
}

/** What two written lists of grants differ in. */
export function grantsMoved(old: unknown, now: unknown): { added: string[]; removed: string[] } {
  const before = Array.isArray(old) ? old.map(String) : [];
  const after = Array.isArray(now) ? now.map(String) : [];
  return {
    added: after.filter((each) => !before.includes(each)),
    removed: before.filter((each) => !after.includes(each)),
  };
}
