import { store, useStore } from "@/lib/store";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface Question {
  title: string;
  /** What will happen, and whether it can be taken back. */
  text: string;
  /** The verb of going on: "Nộp bài". */
  yes: string;
  /** The verb of going back: "Xem lại". */
  no: string;
  danger?: boolean;
}

const asked = store<{ question: Question; answer: (yes: boolean) => void } | undefined>(undefined);

/** Asks before the rare and irreversible: `if (await confirm({…})) …`. Esc is "no". */
export function confirm(question: Question): Promise<boolean> {
  asked.read()?.answer(false);
  return new Promise((resolve) => {
    asked.write({
      question,
      answer(yes) {
        asked.write(undefined);
        resolve(yes);
      },
    });
  });
}

/** Stands once in the shell. */
export function ConfirmHost() {
  const now = useStore(asked);
  if (!now) return null;
  const { title, text, yes, no, danger } = now.question;
  return (
    <Dialog
      open
      role="alertdialog"
      title={title}
      onClose={() => now.answer(false)}
      actions={
        <>
          <Button kind={danger ? "danger" : "primary"} onClick={() => now.answer(true)}>
            {yes}
          </Button>
          <Button kind="secondary" onClick={() => now.answer(false)}>
            {no}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
