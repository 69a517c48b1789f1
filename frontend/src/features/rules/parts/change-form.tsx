import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button, Card, confirm, Form, Notice, Submit, toast } from "@/ui";
import type { Change } from "../api";
import { isOver, markChange, previewChange, rulesKey, run } from "../api";
import { text } from "../changes-i18n";
import { text as runText } from "../i18n";
import { freshChange, same, today } from "../rules";
import { useMoving } from "./applying";
import { ChangeFields } from "./change-fields";
import { MovedPeople } from "./moved-people";
import { resultWords, Trial } from "./trial";

/** A new change: written, previewed, then marked. What was edited since must be previewed again. */
export function ChangeForm({ onClose }: { onClose: () => void }) {
  const t = useT(text);
  const r = useT(runText);
  const queries = useQueryClient();
  const moving = useMoving(true);
  const [change, setChange] = useState(() => freshChange(today()));
  const [looked, setLooked] = useState<{ id: string; at: Change }>();
  const tried = useQuery(run(looked?.id ?? "")).data;
  const current = looked !== undefined && same(looked.at, change);
  const ready = current && tried?.state === "done" ? tried : undefined;
  const mark = useMutation({
    mutationFn: () => markChange(change),
    onSuccess: () => {
      toast(t.marked);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: rulesKey }),
  });
  const preview = async () => {
    const { id } = await previewChange(change);
    setLooked({ id, at: change });
  };
  const close = async () => {
    const question = {
      title: r.leaveTitle,
      text: r.leaveText,
      yes: r.leaveYes,
      no: r.leaveNo,
      danger: true,
    };
    if (same(change, freshChange(today())) || (await confirm(question))) onClose();
  };
  const ask = async () => {
    const question = ready && {
      title: t.markTitle,
      text: r.publishText(resultWords(ready)),
      yes: t.mark,
      no: r.lookAgain,
    };
    if (question && (await confirm(question))) mark.mutate();
  };
  return (
    <Card title={t.write}>
      <Form onSubmit={preview} label={t.write}>
        <ChangeFields change={change} onChange={setChange} />
        <p className="muted">{t.previewText}</p>
        <div>
          <Submit kind="secondary" disabled={current && tried !== undefined && !isOver(tried)}>
            {looked ? r.previewAgain : r.preview}
          </Submit>
        </div>
      </Form>
      {looked && current && <Trial id={looked.id} />}
      {mark.error && (
        <Notice tone="bad" live>
          {sentence(mark.error)}
        </Notice>
      )}
      <p className="muted">
        {moving ? r.waitRun : ready ? "" : looked && !current ? t.markAgain : t.markFirst}
      </p>
      <div className="row">
        <Button disabled={!ready || moving} busy={mark.isPending} onClick={() => void ask()}>
          {t.mark}
        </Button>
        <Button kind="secondary" onClick={() => void close()}>
          {t.close}
        </Button>
      </div>
      {ready && ready.moved > 0 && <MovedPeople id={ready.id} total={ready.moved} />}
    </Card>
  );
}
