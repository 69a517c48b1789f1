import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { signIn } from "@/api/session";

export type DemoAccount = Schema<"DemoAccount">;

/** The people one may try the program as; none outside of a demonstration. */
export const demoAccounts = queryOptions({
  queryKey: ["auth", "demo-accounts"],
  queryFn: ({ signal }) => unwrap(api.GET("/auth/demo-accounts", { signal })),
  staleTime: Infinity,
});

/** Whether the first administrator is still to be created. */
export const setupState = queryOptions({
  queryKey: ["auth", "setup"],
  queryFn: ({ signal }) => unwrap(api.GET("/auth/setup", { signal })),
});

/** Creates the first administrator and signs in as that person. */
export async function setUp(first: Schema<"SetupBody">): Promise<void> {
  const { login } = await unwrap(api.POST("/auth/setup", { body: first }));
  await signIn(login, first.password);
}

/** Sets the invited person's password and signs them in. */
export async function acceptInvite(token: string, password: string): Promise<void> {
  const { login } = await unwrap(api.POST("/auth/invites/accept", { body: { token, password } }));
  await signIn(login, password);
}

export async function changePassword(current: string, next: string): Promise<void> {
  await unwrap(api.POST("/auth/password", { body: { current, new: next } }));
}
