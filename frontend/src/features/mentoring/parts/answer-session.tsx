import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { Button, FormDialog, Notice, TextArea, toast } from "@/ui";
import type { Moved, Session } from "../api";
import { confirmSession, disputeSession, mentoringKey } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** The learner's two answers to a logged session. */
export function AnswerSession({
  session,
  onConfirmed,
}: {
  session: Session;
  onConfirmed: (levels: Moved[]) => void;
}) {
  const t = useT(text);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const confirm = useDeed(confirmSession, ({ levels }) => {
    onConfirmed(levels);
    // A level that moved stands on other pages too.
    void queries.invalidateQueries();
  });
  return (
    <div className="row">
      <Button busy={confirm.isPending} onClick={() => confirm.mutate(session.id)}>
        {t.confirm}
      </Button>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        {t.dispute}
      </Button>
      <FormDialog
        open={asking}
        title={t.disputeTitle}
        yes={t.disputeSend}
        no={t.goBack}
        onClose={() => setAsking(false)}
        onSubmit={async (values) => {
          await disputeSession(session.id, String(values.get("text")).trim().normalize("NFC"));
          setAsking(false);
          toast(t.disputed);
          await queries.invalidateQueries({ queryKey: mentoringKey });
        }}
      >
        <TextArea label={t.disputeLabel} hint={t.disputeHint} name="text" maxLength={1000} />
      </FormDialog>
    </div>
  );
}

/** What confirming has changed; nothing before. */
export function ConfirmedLevels({ levels }: { levels: Moved[] | undefined }) {
  const t = useT(text);
  if (!levels) return null;
  return (
    <Notice tone="ok" live>
      <strong>{t.confirmed}</strong>
      {levels.length === 0 && <span>{t.notMoved}</span>}
      {levels.map(({ competency, from, to, required }) => (
        <span key={competency.id}>
          {t.moved(inLocale(competency.name_vi, competency.name_en), from, to, required)}
        </span>
      ))}
    </Notice>
  );
}
