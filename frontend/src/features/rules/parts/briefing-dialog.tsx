import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import { Field, FormDialog, TextArea } from "@/ui";
import { brief } from "../briefings";
import { text } from "../briefings-i18n";
import { today } from "../rules";

interface BriefingDialogProps {
  /** The change. */
  id: string;
  people: string[];
  onClose: () => void;
  /** The briefing's id and whom it reached. */
  onDone: (id: string, people: number) => void;
}

/** Notes that people were shown what changed: on which day, and how. */
export function BriefingDialog({ id, people, onClose, onDone }: BriefingDialogProps) {
  const t = useT(text);
  const [briefing] = useState(newId);
  const [now] = useState(today);
  const send = async (values: FormData) => {
    const word = (name: string) => String(values.get(name) ?? "").normalize("NFC");
    const body = { id: briefing, held_on: word("held_on"), note: word("note"), people };
    onDone(briefing, (await brief(id, body)).people);
  };
  return (
    <FormDialog open title={t.dialog} yes={t.yes} no={t.no} onClose={onClose} onSubmit={send}>
      <p>{t.dialogText(fmt.number(people.length))}</p>
      <Field label={t.heldOn} name="held_on" type="date" defaultValue={now} max={now} />
      <TextArea label={t.note} hint={t.noteHint} name="note" optional rows={2} maxLength={1000} />
    </FormDialog>
  );
}
