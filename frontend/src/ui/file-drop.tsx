import type { DragEvent } from "react";
import { useId, useRef, useState } from "react";
import type { UploadOptions } from "@/api/client";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button } from "./button";
import { classes } from "./classes";
import { FieldError } from "./field-error";
import { text } from "./i18n";
import { Progress } from "./progress";

export interface FileDropProps<T> {
  label: string;
  hint?: string;
  /** File name endings: [".xlsx"]. */
  accept: string[];
  maxBytes: number;
  /** Usually `(file, options) => upload("/staff/imports", file, options)`. */
  send: (file: File, options: UploadOptions) => Promise<T>;
  onDone: (answer: T) => void;
}

type State =
  | { at: "idle" }
  | { at: "sending"; name: string; share: number }
  | { at: "sent"; name: string }
  | { at: "failed"; words: string };

/** A place for one file: chosen by button or dropped, with progress and a way to stop. */
export function FileDrop<T>({ label, hint, accept, maxBytes, send, onDone }: FileDropProps<T>) {
  const t = useT(text);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [state, setState] = useState<State>({ at: "idle" });
  const [over, setOver] = useState(false);

  const refuse = (file: File) => {
    if (!accept.some((ending) => file.name.toLowerCase().endsWith(ending)))
      return t.wrongKind(accept.join(", "));
    return file.size > maxBytes ? t.tooLarge(fmt.bytes(maxBytes)) : undefined;
  };

  const take = async (file: File | undefined) => {
    if (!file) return;
    const words = refuse(file);
    if (words) {
      setState({ at: "failed", words });
      return;
    }
    const control = new AbortController();
    stop.current = control;
    setState({ at: "sending", name: file.name, share: 0 });
    try {
      const answer = await send(file, {
        signal: control.signal,
        onProgress: (share) => setState({ at: "sending", name: file.name, share }),
      });
      setState({ at: "sent", name: file.name });
      onDone(answer);
    } catch (error) {
      setState({ at: "failed", words: control.signal.aborted ? t.stopped : sentence(error) });
    }
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (state.at !== "sending") void take(event.dataTransfer?.files[0]);
  };

  return (
    <div
      className={classes("file-drop", over && "file-drop-over")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint && <span className="field-hint">{hint}</span>}
      <input
        id={id}
        ref={input}
        type="file"
        hidden
        accept={accept.join(",")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          void take(file);
          event.currentTarget.value = "";
        }}
      />
      {state.at === "sending" ? (
        <>
          <Progress label={t.sending(state.name)} value={state.share} words={t.sending(state.name)} />
          <Button kind="secondary" onClick={() => stop.current?.abort()}>
            {t.stop}
          </Button>
        </>
      ) : (
        <div className="row">
          <Button kind="secondary" onClick={() => input.current?.click()}>
            {state.at === "idle" ? t.chooseFile : t.chooseOther}
          </Button>
          {state.at === "idle" && <span className="muted">{t.dropHere}</span>}
        </div>
      )}
      <div role="status">
        {state.at === "sent" && t.sent(state.name)}
        {state.at === "failed" && <FieldError>{state.words}</FieldError>}
      </div>
    </div>
  );
}
