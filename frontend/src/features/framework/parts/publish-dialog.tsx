import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Button, Dialog, FormDialog, Notice, TextArea, toast } from "@/ui";
import type { Draft, Follower } from "../api";
import { publish } from "../api";
import { text } from "../i18n";

const mostTitles = 5;

/** Says what publishing the draft would do, and asks. */
export function PublishDialog({
  draft,
  open,
  onClose,
}: {
  draft: Draft;
  open: boolean;
  onClose: () => void;
}) {
  const t = useT(text);
  const [, go] = useLocation();
  const queries = useQueryClient();
  const submit = async (values: FormData) => {
    await publish(String(values.get("note") ?? "").trim(), draft.updated_at);
    await queries.invalidateQueries();
    toast(t.published);
    go(paths.framework);
  };
  if (draft.faults.length > 0)
    return (
      <Dialog
        open={open}
        title={t.publishTitle(draft.number)}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t.cancel}</Button>}
      >
        <Notice tone="warn">{t.stillFaulty(draft.faults.length)}</Notice>
        <Effects draft={draft} />
      </Dialog>
    );
  return (
    <FormDialog
      open={open}
      title={t.publishTitle(draft.number)}
      onClose={onClose}
      onSubmit={submit}
      yes={t.publish}
      no={t.cancel}
    >
      <Effects draft={draft} />
      <TextArea label={t.note} hint={t.noteHint} name="note" optional maxLength={2000} />
    </FormDialog>
  );
}

function Effects({ draft }: { draft: Draft }) {
  const t = useT(text);
  const changed = draft.criteria.filter(({ stays }) => stays.length === 0);
  const anew = changed.filter(({ state }) => state === "published");
  const drafts = changed.filter(({ state }) => state === "draft");
  const titles = (criteria: Follower[]) =>
    [
      ...criteria.slice(0, mostTitles).map((each) => inLocale(each.title_vi, each.title_en)),
      ...(criteria.length > mostTitles ? [t.andMore(criteria.length - mostTitles)] : []),
    ].join("; ");
  const carries = draft.maps.some((each) => each.carries);
  return (
    <>
      <p>{t.publishEffects}</p>
      <ul className="framework-faults">
        <li>{t.effectChanges(draft.differences.length)}</li>
        {draft.moved > 0 && <li>{t.effectMoved(draft.moved)}</li>}
        {draft.ended > 0 && <li>{t.effectEnded(draft.ended)}</li>}
        {draft.posts > 0 && <li>{t.effectPosts(draft.posts)}</li>}
        {anew.length > 0 && <li>{t.effectCriteria(anew.length, titles(anew))}</li>}
        {drafts.length > 0 && <li>{t.effectDrafts(drafts.length, titles(drafts))}</li>}
        {carries && <li>{t.effectCarry}</li>}
        <li>{t.effectFinal}</li>
      </ul>
    </>
  );
}
