import type { Outbox } from "@/lib/outbox";
import { store } from "@/lib/store";
import type { Store } from "@/lib/store";
import type { Attempt } from "./api";

export type SavingState =
  /** Nothing has been answered since the page was opened. */
  | { at: "idle" }
  | { at: "saving" }
  /** The server has every answer, since this instant. */
  | { at: "saved"; time: string }
  /** This many answers are on this machine only. */
  | { at: "waiting"; count: number }
  /** The browser could not keep the answer. */
  | { at: "failed" };

export interface Saving {
  state: Pick<Store<SavingState>, "read" | "subscribe">;
  /** Keeps an answer on this machine, then sends it, and again until the server has it. */
  put(question: string, value: string[]): void;
  /** Sends now; resolves with the number of answers that still wait, and never rejects. */
  flush(): Promise<number>;
  stop(): void;
}

/** Seconds between tries, the last for ever. */
const pauses = [1, 2, 4, 8, 15];

/**
 * Saves the answers of one attempt. `send` sends whatever waits and resolves when it has
 * been tried; another sender (the shell) may empty the outbox at the same time.
 */
export function openSaving(
  box: Outbox,
  attempt: string,
  send: () => Promise<unknown>,
  second = 1000,
): Saving {
  const state = store<SavingState>({ at: "idle" });
  let puts: Promise<unknown> = Promise.resolve();
  let unsettled = 0;
  let touched = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<number> | undefined;
  let following: Promise<number> | undefined;
  let stopped = false;

  const count = async () => (await box.pending(attempt)).length;

  const settled = (left: number) => {
    if (stopped || unsettled > 0) return;
    if (left > 0) state.write({ at: "waiting", count: left });
    else if (touched && state.read().at !== "saved")
      state.write({ at: "saved", time: new Date().toISOString() });
  };

  const run = async (): Promise<number> => {
    clearTimeout(timer);
    await puts;
    const before = await count().catch(() => 0);
    if (before > 0) touched = true;
    await send().catch(() => undefined);
    const left = await count().catch(() => 0);
    settled(left);
    if (left > 0 && !stopped) {
      timer = setTimeout(() => void flush(), (pauses[Math.min(tries, pauses.length - 1)] ?? 15) * second);
      tries += 1;
    } else {
      tries = 0;
    }
    return left;
  };

  // One sending at a time, and at most one that waits for it: a slow server must not gather a queue.
  const flush = (): Promise<number> => {
    if (!running) {
      running = run().finally(() => {
        running = undefined;
      });
      return running;
    }
    following ??= running.then(() => {
      following = undefined;
      return flush();
    });
    return following;
  };

  const unsubscribe = box.subscribe(() => {
    if (running === undefined && unsettled === 0) void count().then(settled, () => undefined);
  });

  return {
    state,
    put(question, value) {
      touched = true;
      unsettled += 1;
      // While answers wait the reader is told so, not that all is being saved.
      if (state.read().at !== "waiting") state.write({ at: "saving" });
      const kept = puts.then(() => box.put(attempt, question, value));
      puts = kept.then(
        () => {
          unsettled -= 1;
        },
        () => {
          unsettled -= 1;
          state.write({ at: "failed" });
        },
      );
      void kept.then(flush, () => undefined);
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** The answers of an attempt: the server's, and over them those that wait here. Later changes will count above both. */
export async function restore(box: Outbox, attempt: Attempt): Promise<Record<string, string[]>> {
  await Promise.all(attempt.answers.map(({ question_id, seq }) => box.raise(attempt.id, question_id, seq)));
  const waiting = await box.pending(attempt.id);
  return Object.fromEntries([
    ...attempt.answers.map(({ question_id, value }) => [question_id, value] as const),
    ...waiting.map(({ question, value }) => [question, value] as const),
  ]);
}
