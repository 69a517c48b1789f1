import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import { Button, evidenceSentence, toast } from "@/ui";
import type { Why } from "../api";
import type { Act, Effect, Entry } from "../deeds";
import { withdraw } from "../deeds";
import { text } from "../deeds-i18n";
import { DeedDialog } from "./deed-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

/** Asks anew for what a deed on somebody's evidence may have changed. */
export function useRefresh(person: string): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ["evidence", "person", person] });
    void queries.invalidateQueries({ queryKey: ["gaps", "person", person] });
    void queries.invalidateQueries({ queryKey: ["evidence", "disputes"] });
  };
}

/** What the reader may write about a person's level. */
export function DeedButtons({ person, why }: { person: string; why: Why }) {
  const t = useT(text);
  const refresh = useRefresh(person);
  const [act, setAct] = useState<Act>();
  const may: [Act, boolean][] = [
    ["observation", why.can.observe],
    ["appraisal", why.can.appraise],
    ["override", why.can.override],
  ];
  if (!may.some(([, can]) => can)) return null;

  const done = (said: Act, { entry_id }: Effect) => {
    setAct(undefined);
    refresh();
    const undo = async () => {
      if (!entry_id) return;
      await withdraw(entry_id, newId(), t.undoReason, false);
      refresh();
      toast(t.undone);
    };
    toast(t.done[said], {
      undo: () => void undo().catch((error: unknown) => toast(sentence(error), { bad: true })),
    });
  };

  return (
    <section className="stack-tight no-print">
      <h3>{t.title}</h3>
      <div className="row">
        {may.map(([each, can]) =>
          can ? (
            <Button key={each} kind="secondary" onClick={() => setAct(each)}>
              {t.buttons[each]}
            </Button>
          ) : null,
        )}
      </div>
      {act && (
        <DeedDialog
          key={act}
          person={person}
          why={why}
          act={act}
          onClose={() => setAct(undefined)}
          onDone={(effect) => done(act, effect)}
        />
      )}
    </section>
  );
}

/** Takes one entry back, for who may. */
export function WithdrawButton({ person, entry }: { person: string; entry: Entry }) {
  const t = useT(text);
  const refresh = useRefresh(person);
  const [open, setOpen] = useState(false);
  if (!entry.can_withdraw) return null;
  return (
    <div className="no-print">
      <Button kind="secondary" onClick={() => setOpen(true)}>
        {t.withdraw}
      </Button>
      {open && (
        <WithdrawDialog
          entry={entry.id}
          what={evidenceSentence(entry.description_key, entry.description_args)}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            refresh();
            toast(t.withdrawn);
          }}
        />
      )}
    </div>
  );
}
