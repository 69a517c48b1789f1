import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button, Card, confirm, Notice, toast } from "@/ui";
import type { Version } from "../api";
import { criteriaKey, dropDraft, publish } from "../api";
import { text } from "../i18n";
import { useNames } from "../words";
import { Preview } from "./preview";
import { Simulation } from "./simulation";

/** The draft in words, what it would change, and the ways to publish it or give it up. */
export function DraftCard({ draft, onEdit }: { draft: Version; onEdit: () => void }) {
  const t = useT(text);
  const names = useNames();
  const queries = useQueryClient();
  const [tried, setTried] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: criteriaKey });
  const go = useMutation({
    mutationFn: () => publish(names.source, draft.version),
    onSuccess: () => toast(t.publishedDone),
    onSettled: again,
  });
  const drop = useMutation({
    mutationFn: () => dropDraft(names.source),
    onSuccess: () => toast(t.dropped),
    onSettled: again,
  });
  const askPublish = async () => {
    const yes = await confirm({
      title: t.publishTitle(draft.version),
      text: t.publishText,
      yes: t.publish,
      no: t.publishNo,
    });
    if (yes) go.mutate();
  };
  const askDrop = async () => {
    const yes = await confirm({
      title: t.dropTitle,
      text: t.dropText,
      yes: t.drop,
      no: t.dropNo,
      danger: true,
    });
    if (yes) drop.mutate();
  };
  const failure = go.error ?? drop.error;
  return (
    <Card title={t.draftTitle(draft.version)}>
      <Preview set={draft.set} names={names} />
      <h3>{t.trial}</h3>
      <Simulation version={draft.version} onDone={() => setTried(true)} />
      {failure && (
        <Notice tone="bad" live>
          {sentence(failure)}
        </Notice>
      )}
      <p className="muted">{tried ? t.publishText : t.publishHint}</p>
      <div className="row">
        <Button disabled={!tried} busy={go.isPending} onClick={() => void askPublish()}>
          {t.publish}
        </Button>
        <Button kind="secondary" onClick={onEdit}>
          {t.goOn}
        </Button>
        <Button kind="quiet" busy={drop.isPending} onClick={() => void askDrop()}>
          {t.drop}
        </Button>
      </div>
    </Card>
  );
}
