import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Button, evidenceSentence, FormDialog, Select, TextArea } from "@/ui";
import type { Why } from "../api";
import type { Entry, Objection } from "../deeds";
import { answer } from "../deeds";
import { text } from "../deeds-i18n";

/** What a person said of the level, with the answers; the open one can be answered. */
export function Objections({ why, onDone }: { why: Why; onDone: () => void }) {
  const t = useT(text);
  const [open, setOpen] = useState<Objection>();
  if (why.disputes.length === 0) return null;
  const words = (id: string | undefined) => {
    const entry = why.entries.find((each) => each.id === id);
    return entry && evidenceSentence(entry.description_key, entry.description_args);
  };
  return (
    <div className="stack-tight">
      <h3>{t.objections}</h3>
      <ul className="plain-list divided">
        {why.disputes.map((each) => (
          <li key={each.id} className="stack-tight">
            <div className="row-between">
              <span className="small muted">{t.saidOn(fmt.date(each.created_at))}</span>
              <Badge tone={each.state === "open" ? "warn" : "ok"}>
                {each.state === "open" ? t.objectionOpen : t.objectionAnswered}
              </Badge>
            </div>
            {words(each.entry_id) && <p className="small muted">{t.about(words(each.entry_id)!)}</p>}
            <p>{each.text}</p>
            {each.answered_at && (
              <>
                <p className="small muted">{t.answeredBy(each.answerer ?? "", fmt.date(each.answered_at))}</p>
                <p>{each.answer}</p>
              </>
            )}
            {each.state === "open" && why.can.appraise && (
              <div>
                <Button kind="secondary" onClick={() => setOpen(each)}>
                  {t.answer}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <AnswerDialog
          objection={open}
          entries={why.entries}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            onDone();
          }}
        />
      )}
    </div>
  );
}

function AnswerDialog({
  objection,
  entries,
  onDone,
  onClose,
}: {
  objection: Objection;
  entries: Entry[];
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT(text);
  // What can follow from the objection: what was observed since, and what was taken back.
  const since = entries.filter(
    (each) => each.action === "withdraw" || each.observed_at >= objection.created_at,
  );
  return (
    <FormDialog
      open
      title={t.answerTitle}
      yes={t.answerYes}
      no={t.cancel}
      onClose={onClose}
      onSubmit={async (values) => {
        const words = (name: string) => String(values.get(name) ?? "").normalize("NFC");
        await answer(objection.id, words("answer"), words("entry_id"));
        onDone();
      }}
    >
      <p>{objection.text}</p>
      <p className="muted">{t.answerHelp}</p>
      <TextArea
        label={t.answerWords}
        hint={t.reasonHint}
        name="answer"
        rows={4}
        minLength={10}
        maxLength={1000}
      />
      {since.length > 0 && (
        <Select label={t.answerEntry} name="entry_id" optional>
          <option value="">{t.answerNoEntry}</option>
          {since.map((each) => (
            <option key={each.id} value={each.id}>
              {`${fmt.date(each.observed_at)} · ${evidenceSentence(each.description_key, each.description_args)}`}
            </option>
          ))}
        </Select>
      )}
    </FormDialog>
  );
}
