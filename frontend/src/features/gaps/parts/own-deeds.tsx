import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import {
  Button,
  evidenceSentence,
  FieldError,
  FormDialog,
  LevelChoices,
  Select,
  TextArea,
  toast,
} from "@/ui";
import type { Why } from "../api";
import { assessMyself, object, withdraw } from "../api";
import { text } from "../own-i18n";

/** What people say of their own level: how they see it, and that it is not right. */
export function OwnDeeds({ why }: { why: Why }) {
  const t = useT(text);
  const [open, setOpen] = useState<"assess" | "dispute">();
  const close = () => setOpen(undefined);
  return (
    <>
      {why.can.dispute && (
        <Button kind="secondary" onClick={() => setOpen("dispute")}>
          {t.dispute}
        </Button>
      )}
      {why.can.assess && (
        <Button kind="secondary" onClick={() => setOpen("assess")}>
          {t.assess}
        </Button>
      )}
      {open === "assess" && <AssessDialog why={why} onClose={close} />}
      {open === "dispute" && <DisputeDialog why={why} onClose={close} />}
    </>
  );
}

function useRefresh(why: Why): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ["evidence", "mine", why.competency.id] });
}

function AssessDialog({ why, onClose }: { why: Why; onClose: () => void }) {
  const t = useT(text);
  const refresh = useRefresh(why);
  const [id] = useState(newId);
  const [level, setLevel] = useState<number>();
  const [late, setLate] = useState(false);

  const save = async (values: FormData) => {
    setLate(level === undefined);
    if (level === undefined) return;
    const note = String(values.get("note") ?? "").normalize("NFC");
    const { entry_id } = await assessMyself(why.competency.id, { id, level, note });
    onClose();
    refresh();
    const undo = async () => {
      if (!entry_id) return;
      await withdraw(entry_id, newId(), t.undoReason);
      refresh();
      toast(t.undone);
    };
    toast(t.saved, { undo: () => void undo() });
  };

  return (
    <FormDialog
      open
      title={t.assessTitle(inLocale(why.competency.name_vi, why.competency.name_en))}
      yes={t.save}
      no={t.cancel}
      onClose={onClose}
      onSubmit={save}
    >
      <p className="muted">{t.assessHelp}</p>
      <LevelChoices legend={t.level} indicators={why.indicators} value={level} onChange={setLevel} />
      {late && level === undefined && (
        <div role="alert">
          <FieldError>{t.levelMissing}</FieldError>
        </div>
      )}
      <TextArea label={t.note} hint={t.noteHint} name="note" rows={3} maxLength={1000} optional />
    </FormDialog>
  );
}

function DisputeDialog({ why, onClose }: { why: Why; onClose: () => void }) {
  const t = useT(text);
  const refresh = useRefresh(why);
  const [id] = useState(newId);
  const send = async (values: FormData) => {
    const entry = String(values.get("entry_id") ?? "");
    await object(why.competency.id, {
      id,
      text: String(values.get("text") ?? "").normalize("NFC"),
      ...(entry && { entry_id: entry }),
    });
    onClose();
    refresh();
    toast(t.sent);
  };
  return (
    <FormDialog open title={t.disputeTitle} yes={t.send} no={t.cancel} onClose={onClose} onSubmit={send}>
      <p className="muted">{t.disputeHelp}</p>
      {why.entries.length > 0 && (
        <Select label={t.which} name="entry_id" optional>
          <option value="">{t.wholeLevel}</option>
          {why.entries.map((each) => (
            <option key={each.id} value={each.id}>
              {`${fmt.date(each.observed_at)} · ${evidenceSentence(each.description_key, each.description_args)}`}
            </option>
          ))}
        </Select>
      )}
      <TextArea label={t.why} hint={t.whyHint} name="text" rows={4} minLength={10} maxLength={1000} />
    </FormDialog>
  );
}
