import { useEffect, useState } from "react";
import { useT } from "@/lib/i18n";
import { store, useStore } from "@/lib/store";
import { classes } from "./classes";
import { text } from "./i18n";

interface Toast {
  id: number;
  words: string;
  bad?: boolean;
  undo?: () => void;
}

const patience = 8_000;
const shown = store<Toast[]>([]);
let last = 0;

/** Tells that a deed is done, with a way back where there is one. Not for what must be read: that stands on the page. */
export function toast(words: string, options: { undo?: () => void; bad?: boolean } = {}): void {
  last += 1;
  shown.write([...shown.read().slice(-2), { id: last, words, ...options }]);
}

const drop = (id: number) => shown.write(shown.read().filter((each) => each.id !== id));

/** Stands once in the shell; it is there before its first words, so that they are read out. */
export function ToastHost() {
  const toasts = useStore(shown);
  return (
    <div className="toasts" role="status">
      {toasts.map((each) => (
        <Item key={each.id} toast={each} />
      ))}
    </div>
  );
}

function Item({ toast: { id, words, bad, undo } }: { toast: Toast }) {
  const t = useT(text);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => drop(id), patience);
    return () => clearTimeout(timer);
  }, [held, id]);

  return (
    <div
      className={classes("toast", bad && "toast-bad")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusCapture={() => setHeld(true)}
      onBlurCapture={() => setHeld(false)}
    >
      <span>{words}</span>
      {undo && (
        <button
          type="button"
          onClick={() => {
            drop(id);
            undo();
          }}
        >
          {t.undo}
        </button>
      )}
      <button type="button" onClick={() => drop(id)}>
        {t.close}
      </button>
    </div>
  );
}
