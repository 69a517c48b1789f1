import type { Schema } from "./client";

/** The person who is signed in. */
export type Me = Schema<"Me">;

/** The answer to signing in and to renewing. */
export type SignedIn = Schema<"SignedIn">;

export type Role = Schema<"MeRole">["role"];

/** True when the person has at least one of the roles, in whatever unit. */
export const hasRole = (me: Me, ...roles: readonly Role[]): boolean =>
  me.roles.some((each) => roles.includes(each.role));
