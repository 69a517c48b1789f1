import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { FormDialog, TextArea, toast } from "@/ui";
import type { Draft } from "../api";
import { publish } from "../api";
import { text } from "../i18n";

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
  const carries = draft.maps.some((each) => each.carries);
  return (
    <FormDialog
      open={open}
      title={t.publishTitle(draft.number)}
      onClose={onClose}
      onSubmit={submit}
      yes={t.publish}
      no={t.cancel}
    >
      <p>{t.publishEffects}</p>
      <ul className="framework-faults">
        <li>{t.effectChanges(draft.differences.length)}</li>
        {draft.moved > 0 && <li>{t.effectMoved(draft.moved)}</li>}
        {draft.ended > 0 && <li>{t.effectEnded(draft.ended)}</li>}
        {draft.posts > 0 && <li>{t.effectPosts(draft.posts)}</li>}
        {carries && <li>{t.effectCarry}</li>}
        <li>{t.effectFinal}</li>
      </ul>
      <TextArea label={t.note} hint={t.noteHint} name="note" optional maxLength={2000} />
    </FormDialog>
  );
}
