import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { texts, useT } from "@/lib/i18n";
import { Button, Notice, Progress } from "@/ui";
import type { Run } from "../api";
import { cancelRun, run, rulesKey } from "../api";
import { text } from "../i18n";

/** What a preview found, in a sentence. */
export function resultWords({ people, moved, levels_up, levels_down }: Run): string {
  const t = texts(text);
  return moved === 0
    ? t.noMoves(fmt.number(people))
    : t.result(fmt.number(moved), fmt.number(levels_up), fmt.number(levels_down));
}

/** A preview under way or over: how far it has come, then what it found. */
export function Trial({ id }: { id: string }) {
  const t = useT(text);
  const queries = useQueryClient();
  const found = useQuery(run(id));
  const stop = useMutation({
    mutationFn: () => cancelRun(id),
    onSettled: () => queries.invalidateQueries({ queryKey: [...rulesKey, "run", id] }),
  });
  const failure = found.error ?? stop.error;
  const now = found.data;
  return (
    <div className="stack">
      {failure && (
        <Notice tone="bad" live>
          {sentence(failure)}
        </Notice>
      )}
      {(now?.state === "running" || now?.state === "cancelling") && (
        <>
          <Progress
            label={t.previewBusy}
            value={now.people === 0 ? 0 : now.done / now.people}
            words={t.progress(fmt.number(now.done), fmt.number(now.people))}
          />
          <div>
            <Button kind="secondary" small busy={stop.isPending} onClick={() => stop.mutate()}>
              {t.stop}
            </Button>
          </div>
        </>
      )}
      {now?.state === "cancelled" && <p role="status">{t.previewCancelled}</p>}
      {now?.state === "done" && (
        <p role="status">
          <strong>{resultWords(now)}</strong>
        </p>
      )}
    </div>
  );
}
