import type { Outbox, Pending, Sent } from "@/lib/outbox";
import { openOutbox } from "@/lib/outbox";
import { api, unwrap } from "./client";
import { Problem } from "./problem";
import { currentSession } from "./session";

const interval = 15_000;
const open = new Map<string, Outbox>();

/** The outbox of the person signed in; undefined when nobody is. */
export function answers(): Outbox | undefined {
  const now = currentSession();
  if (now.status !== "in") return undefined;
  const account = now.me.account_id;
  const box = open.get(account) ?? openOutbox(account);
  open.set(account, box);
  return box;
}

/** Sends one answer: refused answers can never be taken (the attempt is closed), others are tried again. */
export async function sendAnswer({ attempt, question, value, seq }: Pending): Promise<Sent> {
  try {
    await unwrap(
      api.PUT("/assess/attempts/{attempt}/answers/{question}", {
        params: { path: { attempt, question } },
        body: { value, seq },
      }),
    );
    return "done";
  } catch (error) {
    const final = error instanceof Problem && [400, 403, 404, 409, 410, 422].includes(error.status);
    return final ? "refused" : "later";
  }
}

/** Sends what waits, now. A page calls it after each `put`; the shell, at start, by the clock and when the network is back. */
export async function sendAnswers(onRefused?: (refused: Pending[]) => void): Promise<number> {
  const box = answers();
  if (!box || (await box.pending()).length === 0) return 0;
  const { left, refused } = await box.flush(sendAnswer);
  if (refused.length > 0) onRefused?.(refused);
  return left;
}

/** Keeps sending for as long as the page is open. */
export function keepSending(onRefused: (refused: Pending[]) => void): void {
  const work = () => void sendAnswers(onRefused);
  window.addEventListener("online", work);
  setInterval(work, interval);
  work();
}
