import type { DBSchema, IDBPDatabase } from "idb";
import { openDB } from "idb";

/** An answer that waits on this machine until the server has it. */
export interface Pending {
  account: string;
  attempt: string;
  question: string;
  /** Codes of the options chosen; none takes the answer back. */
  value: string[];
  /** Grows with every change of this answer; the server keeps the highest. */
  seq: number;
  /** Names this very change, so that a newer one is not deleted by an older reply. */
  change: string;
  saved_at: string;
}

/** What became of one sending: `later` keeps the answer, `refused` drops it and reports it. */
export type Sent = "done" | "later" | "refused";
export type Send = (pending: Pending) => Promise<Sent>;

export interface Outbox {
  /** Keeps the answer on this machine and resolves when it is safe there. */
  put(attempt: string, question: string, value: string[]): Promise<Pending>;
  /** Tells the seq the server already holds, so that the next change is higher. */
  raise(attempt: string, question: string, seq: number): Promise<void>;
  /** The waiting answers of one attempt, or of the account. */
  pending(attempt?: string): Promise<Pending[]>;
  /** Sends what waits, oldest first; stops at the first `later`. Never runs twice at once, in any tab. */
  flush(send: Send): Promise<{ sent: number; left: number; refused: Pending[] }>;
  /** Called after every change of what waits. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

type Key = [account: string, attempt: string, question: string];

interface Schema extends DBSchema {
  answers: { key: Key; value: Pending };
  seqs: { key: Key; value: number };
}

const keyOf = (each: Pending): Key => [each.account, each.attempt, each.question];

/**
 * The answers of one account. Machines in a commune's office are shared:
 * another account's answers stay where they are until that person is back.
 */
export function openOutbox(account: string, name = "camtay"): Outbox {
  const opened: Promise<IDBPDatabase<Schema>> = openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("answers", { keyPath: ["account", "attempt", "question"] });
      db.createObjectStore("seqs");
    },
  });
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());

  const waiting = async (attempt?: string) => {
    const db = await opened;
    const from = attempt ? [account, attempt] : [account];
    const all = await db.getAll("answers", IDBKeyRange.bound(from, [...from, []]));
    return all.sort((a, b) => a.saved_at.localeCompare(b.saved_at) || a.seq - b.seq);
  };

  /** Deletes the answer unless it has been changed since it was sent. */
  const settle = async (sent: Pending) => {
    const tx = (await opened).transaction("answers", "readwrite");
    const now = await tx.store.get(keyOf(sent));
    if (now?.change === sent.change) await tx.store.delete(keyOf(sent));
    await tx.done;
  };

  return {
    async put(attempt, question, value) {
      const key: Key = [account, attempt, question];
      const tx = (await opened).transaction(["answers", "seqs"], "readwrite");
      const seq = ((await tx.objectStore("seqs").get(key)) ?? 0) + 1;
      const pending: Pending = {
        account,
        attempt,
        question,
        value,
        seq,
        change: randomId(),
        saved_at: new Date().toISOString(),
      };
      await Promise.all([
        tx.objectStore("seqs").put(seq, key),
        tx.objectStore("answers").put(pending),
        tx.done,
      ]);
      changed();
      return pending;
    },

    async raise(attempt, question, seq) {
      const key: Key = [account, attempt, question];
      const tx = (await opened).transaction("seqs", "readwrite");
      if (((await tx.store.get(key)) ?? 0) < seq) await tx.store.put(seq, key);
      await tx.done;
    },

    pending: waiting,

    flush: (send) =>
      exclusively(name, async () => {
        const refused: Pending[] = [];
        let sent = 0;
        for (const each of await waiting()) {
          const outcome = await send(each).catch((): Sent => "later");
          if (outcome === "later") break;
          if (outcome === "refused") refused.push(each);
          else sent += 1;
          await settle(each);
          changed();
        }
        return { sent, left: (await waiting()).length, refused };
      }),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async close() {
      (await opened).close();
    },
  };
}

// Web Locks need a secure context; an office that serves plain http has one tab's order only.
const chains = new Map<string, Promise<unknown>>();

function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(`${name}-outbox`, work) as Promise<T>;
  const next = (chains.get(name) ?? Promise.resolve()).then(work, work);
  chains.set(name, next);
  return next;
}

// randomUUID is absent outside of a secure context as well.
const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
