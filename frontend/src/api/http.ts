import { locale } from "@/lib/i18n";
import { Problem, loadServerTexts, problemFrom } from "./problem";
import type { SignedIn } from "./me";

export const base = "/api/v1";
const patience = 20_000;

// Memory only: a script that reads the browser's storage finds no token there.
let token: string | undefined;
let heir: ((signedIn: SignedIn | undefined) => void) | undefined;

/** The session learns here of every new token, and of the end of the old one. */
export function onToken(listener: (signedIn: SignedIn | undefined) => void): void {
  heir = listener;
}

export function adopt(signedIn: SignedIn | undefined): void {
  token = signedIn?.access_token;
  heir?.(signedIn);
}

/** Fetches with the token; a token that has run out is renewed once and the request repeated. */
export async function authorised(request: Request): Promise<Response> {
  const again = request.clone();
  const used = token;
  const first = await send(request, used);
  if (first.status !== 401 || !used) return first;
  const renewed = token === used ? await refresh() : token;
  return renewed ? send(again, renewed) : first;
}

async function send(request: Request, carried: string | undefined): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set("Accept-Language", locale());
  headers.set("X-Camtay", "1");
  if (carried) headers.set("Authorization", `Bearer ${carried}`);

  const limit = new AbortController();
  const giveUp = () => limit.abort();
  if (request.signal.aborted) giveUp();
  request.signal.addEventListener("abort", giveUp);
  const timer = setTimeout(giveUp, patience);
  try {
    return await fetch(new Request(request, { headers, signal: limit.signal }));
  } catch (cause) {
    // The caller's own cancelling stays what it is; query and upload code expects it.
    if (request.signal.aborted) throw cause;
    await loadServerTexts();
    throw new Problem(0, { key: limit.signal.aborted ? "client.timeout" : "client.offline" });
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", giveUp);
  }
}

let renewing: Promise<string | undefined> | undefined;

/**
 * Renews the token by the session's cookie: one call for all who wait, in one tab at a time,
 * because each renewal replaces the cookie. Undefined when the session has ended; a Problem
 * when that is not known.
 */
export function refresh(): Promise<string | undefined> {
  renewing ??= inTurn(renew).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renew(): Promise<string | undefined> {
  const response = await send(new Request(`${base}/auth/refresh`, { method: "POST" }), undefined);
  // Only these say that the session has ended; a busy or failing server does not.
  const ended = [400, 401, 403].includes(response.status);
  if (!response.ok && !ended) throw await problemFrom(response);
  const signedIn = response.ok ? ((await response.json()) as SignedIn) : undefined;
  adopt(signedIn);
  return signedIn?.access_token;
}

const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request("camtay-refresh", work) as Promise<T>) : work();

/** The header of the moment, for transports that are not fetch; renews a missing token first. */
export async function bearer(renewFirst = false): Promise<string | undefined> {
  return renewFirst || !token ? refresh() : token;
}
