import { useRef, useState } from "react";
import { storage } from "@/lib/storage";
import type { Booking, PairDetail } from "../api";
import type { Draft } from "../rules";
import { likelyStart, localOf, readDraft } from "../rules";

const usual = 30;

/** A note of a session as it is being written; it outlives a lost line or a closed page, on this device. */
export function useDraft(pair: PairDetail, booking: Booking | undefined) {
  const key = `mentoring-log-${pair.id}`;
  const [found] = useState(() => readDraft(storage.read(key)));
  const [draft, setDraft] = useState<Draft>(() => found ?? fresh(pair, booking));
  const latest = useRef(draft);
  return {
    draft,
    found: found !== undefined,
    put(change: Partial<Draft>) {
      latest.current = { ...latest.current, ...change };
      // At once: the page may be gone before it is drawn again.
      storage.write(key, JSON.stringify(latest.current));
      setDraft(latest.current);
    },
    drop() {
      storage.write(key, "");
    },
  };
}

function fresh(pair: PairDetail, booking: Booking | undefined): Draft {
  const empty = { done: "", alone: "" };
  if (!booking)
    return {
      ...empty,
      start: likelyStart(Date.now(), usual, pair.answered_at),
      minutes: String(usual),
      mode: "desk",
    };
  const minutes = (Date.parse(booking.end) - Date.parse(booking.start)) / 60_000;
  return {
    ...empty,
    start: localOf(Date.parse(booking.start)),
    minutes: String(minutes),
    mode: booking.mode,
  };
}
