import { setLocale } from "@/lib/i18n";
import { setTextSize } from "@/lib/preferences";
import { store, useStore } from "@/lib/store";
import { api, unwrap } from "./client";
import { adopt, onToken, refresh } from "./http";
import type { Me } from "./me";

export type Session =
  | { status: "starting" }
  | { status: "in"; me: Me }
  /** `ended` when it was open before and the server closed it. */
  | { status: "out"; ended: boolean }
  /** The server did not say whether a session is open. */
  | { status: "unknown"; error: unknown };

const session = store<Session>({ status: "starting" });

onToken((signedIn) => {
  const before = session.read();
  if (signedIn) session.write({ status: "in", me: signedIn.me });
  else session.write({ status: "out", ended: before.status === "in" });
});

/** Opens the session the browser still has a cookie for. Never throws. */
export async function startSession(): Promise<void> {
  try {
    await refresh();
    await applyPreferences();
  } catch (error) {
    session.write({ status: "unknown", error });
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  const signedIn = await unwrap(api.POST("/auth/sign-in", { body: { login, password } }));
  adopt(signedIn);
  await applyPreferences();
}

/** Ends the session here and on the server; here also when the server cannot be reached. */
export async function signOut(): Promise<void> {
  try {
    await unwrap(api.POST("/auth/sign-out"));
  } finally {
    session.write({ status: "starting" });
    adopt(undefined);
  }
}

/** Stores the reader's choice with the account, where there is one. */
export async function savePreferences(change: Partial<Pick<Me, "locale" | "text_size">>): Promise<void> {
  const now = session.read();
  if (now.status !== "in") return;
  session.write({ status: "in", me: { ...now.me, ...change } });
  await unwrap(api.PATCH("/auth/me/preferences", { body: change }));
}

async function applyPreferences(): Promise<void> {
  const now = session.read();
  if (now.status !== "in") return;
  setTextSize(now.me.text_size);
  await setLocale(now.me.locale);
}

export const useSession = (): Session => useStore(session);

/** The session outside of components. */
export const currentSession = (): Session => session.read();
export const onSessionChange = session.subscribe;

/** The person signed in; only for pages behind sign-in. */
export function useMe(): Me {
  const now = useStore(session);
  if (now.status !== "in") throw new Error("useMe outside of a session");
  return now.me;
}
