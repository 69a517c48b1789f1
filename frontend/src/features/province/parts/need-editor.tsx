import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useSettled } from "@/lib/settled";
import { Button, Card, Notice, confirm, toast } from "@/ui";
import type { ProcedureNeeds, Reach } from "../needs-api";
import { decideNeeds, draftNeeds, reach } from "../needs-api";
import { text } from "../needs-i18n";
import { barsOf, changesOf, changesReach, isChanged, linesOf, triedOf, wishesOf } from "../needs-rules";
import { NeedLines } from "./need-lines";
import { NeedReach } from "./need-reach";

/** What a procedure needs, to change; what that does to every commune stands below at once. */
export function NeedEditor({ found, onClose }: { found: ProcedureNeeds; onClose: () => void }) {
  const t = useT(text);
  const { id } = found.procedure;
  const [start] = useState(found.items);
  const [lines, setLines] = useState(() => linesOf(start));
  const changes = changesOf(start, lines);
  const tried = useSettled(changesReach(changes) ? triedOf(lines).join() : "");
  const needs = tried ? tried.split(",") : [];
  const counted = useQuery({ ...reach(id, needs), enabled: lines.length > 0 }).data;
  const queries = useQueryClient();
  const finish = async (words?: string) => {
    await queries.invalidateQueries({ queryKey: ["gaps"] });
    if (words) toast(words);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => decideNeeds(id, wishesOf(lines), barsOf(start)),
    meta: { quiet: true },
    onSuccess: () => finish(t.saved),
  });
  const reset = useMutation({
    mutationFn: () => draftNeeds(id, barsOf(start)),
    meta: { quiet: true },
    onSuccess: () => finish(t.resetDone),
  });
  const effect = counted ? effectOf(counted, t.effect) : "";
  const ask = async () => {
    const { added, removed, moved, confirmed } = changes;
    const words = `${t.changes(added, removed, moved, confirmed)} ${effect}`;
    if (await confirm({ title: t.saveTitle, text: words, yes: t.save, no: t.lookAgain })) save.mutate();
  };
  const askReset = async () => {
    const question = { title: t.resetTitle, text: t.resetText, yes: t.reset, no: t.lookAgain, danger: true };
    if (await confirm(question)) reset.mutate();
  };
  const failure = save.error ?? reset.error;
  return (
    <>
      <Card title={t.needs}>
        <NeedLines found={found} lines={lines} onChange={setLines} />
        {lines.length === 0 && <Notice tone="warn">{t.needOne}</Notice>}
        <p role="status">
          {!isChanged(changes)
            ? t.unchanged
            : lines.length > 0 && (counted ? t.effectIf(effect) : t.counting)}
        </p>
        {failure && <Failure error={failure} onReload={() => void finish()} />}
        <div className="form-actions">
          <Button
            busy={save.isPending}
            disabled={!isChanged(changes) || lines.length === 0}
            onClick={() => void ask()}
          >
            {t.save}
          </Button>
          <Button kind="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          {start.some(({ decided }) => decided) && (
            <Button kind="secondary" busy={reset.isPending} onClick={() => void askReset()}>
              {t.reset}
            </Button>
          )}
        </div>
      </Card>
      <NeedReach id={id} needs={needs} />
    </>
  );
}

type Say = (noneBefore: string, noneAfter: string, oneBefore: string, oneAfter: string) => string;

function effectOf({ before, after }: Reach, say: Say): string {
  const was = (count: number | undefined) => (count === undefined ? "–" : fmt.number(count));
  return say(was(before?.none), fmt.number(after.none), was(before?.one), fmt.number(after.one));
}

function Failure({ error, onReload }: { error: Error; onReload: () => void }) {
  const t = useT(text);
  const overtaken = error instanceof Problem && error.key === "gaps.needs_changed";
  return (
    <Notice tone="warn" live>
      <p>{overtaken ? t.conflict : sentence(error)}</p>
      {overtaken && (
        <div>
          <Button kind="secondary" onClick={onReload}>
            {t.reload}
          </Button>
        </div>
      )}
    </Notice>
  );
}
