import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { Badge, Button, Card, confirm, Disclosure, Notice, toast } from "@/ui";
import type { Version } from "../api";
import { dropDraft, isOver, previewDraft, publishDraft, rulesKey, run } from "../api";
import { text } from "../i18n";
import { useMoving } from "./applying";
import { MovedPeople } from "./moved-people";
import { SetWords } from "./set-words";
import { resultWords, Trial } from "./trial";

/** The name of the preview in the address, so that it outlives a reload. */
export const trialName = "xem-truoc";

/** The draft: its preview, then the ways to publish it, go on or throw it away. */
export function DraftCard({ draft, onEdit }: { draft: Version; onEdit: () => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const moving = useMoving(true);
  const [trial, setTrial] = useQueryState(trialName);
  const tried = useQuery(run(trial)).data;
  const again = () => queries.invalidateQueries({ queryKey: rulesKey });
  const look = useMutation({ mutationFn: previewDraft, onSuccess: ({ id }) => setTrial(id) });
  const leave = (words: string) => {
    setTrial("");
    toast(words);
  };
  const publish = useMutation({
    mutationFn: publishDraft,
    onSuccess: () => leave(t.published),
    onSettled: again,
  });
  const drop = useMutation({ mutationFn: dropDraft, onSuccess: () => leave(t.dropped), onSettled: again });
  const ready = tried?.state === "done" ? tried : undefined;
  const askPublish = async () => {
    const question = ready && {
      title: t.publishTitle(draft.version),
      text: t.publishText(resultWords(ready)),
      yes: t.publish,
      no: t.lookAgain,
    };
    if (question && (await confirm(question))) publish.mutate();
  };
  const askDrop = async () => {
    const question = { title: t.dropTitle, text: t.dropText, yes: t.drop, no: t.keep, danger: true };
    if (await confirm(question)) drop.mutate();
  };
  const failure = look.error ?? publish.error ?? drop.error;
  return (
    <Card title={t.draftTitle(draft.version)} actions={<Badge tone="warn">{t.states.draft}</Badge>}>
      <Disclosure summary={`${t.reachTitle}: ${t.reach[draft.reach]}`}>
        <SetWords set={draft} />
      </Disclosure>
      <p className="muted">{t.previewText}</p>
      <div>
        <Button
          kind="secondary"
          busy={look.isPending || (tried && !isOver(tried))}
          onClick={() => look.mutate()}
        >
          {trial ? t.previewAgain : t.preview}
        </Button>
      </div>
      {trial && <Trial id={trial} />}
      {failure && (
        <Notice tone="bad" live>
          {sentence(failure)}
        </Notice>
      )}
      <p className="muted">{moving ? t.waitRun : ready ? t.reachHint[draft.reach] : t.publishFirst}</p>
      <div className="row">
        <Button disabled={!ready || moving} busy={publish.isPending} onClick={() => void askPublish()}>
          {t.publish}
        </Button>
        <Button kind="secondary" onClick={onEdit}>
          {t.goOn}
        </Button>
        <Button kind="quiet" busy={drop.isPending} onClick={() => void askDrop()}>
          {t.drop}
        </Button>
      </div>
      {ready && ready.moved > 0 && <MovedPeople id={trial} total={ready.moved} />}
    </Card>
  );
}
