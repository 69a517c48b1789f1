import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Button, Card, confirm, Notice, Progress } from "@/ui";
import type { Run } from "../api";
import { cancelRun, isOver, rulesKey, runs } from "../api";
import { text } from "../i18n";

/** True while rules or a change are being applied or taken back. */
export const useMoving = (enabled: boolean): boolean =>
  useQuery({ ...runs, enabled }).data?.items.some((each) => each.kind === "apply" && !isOver(each)) ?? false;

/** The latest application of rules or a change: its progress, the way back, how it ended. */
export function Applying() {
  const t = useT(text);
  const queries = useQueryClient();
  const latest = useQuery(runs).data?.items.find(({ kind }) => kind === "apply");
  const ended = latest && isOver(latest) ? `${latest.id} ${latest.state}` : "";
  useEffect(() => {
    if (!ended) return;
    for (const part of ["versions", "changes"])
      void queries.invalidateQueries({ queryKey: [...rulesKey, part] });
  }, [ended, queries]);
  const cancel = useMutation({
    mutationFn: (id: string) => cancelRun(id),
    onSettled: () => queries.invalidateQueries({ queryKey: rulesKey }),
  });
  if (!latest) return null;
  const ask = async () => {
    const yes = await confirm({
      title: t.cancelTitle,
      text: t.cancelText,
      yes: t.cancel,
      no: t.cancelNo,
      danger: true,
    });
    if (yes) cancel.mutate(latest.id);
  };
  return (
    <Card
      title={t.applyTitle}
      actions={<Badge tone={tones[latest.state]}>{t.applyStates[latest.state]}</Badge>}
    >
      <p>
        <strong>{t.runOf[latest.of](latest.title ? `“${latest.title}”` : "", latest.version ?? 0)}</strong>
      </p>
      <Standing of={latest} />
      {cancel.error && (
        <Notice tone="bad" live>
          {sentence(cancel.error)}
        </Notice>
      )}
      {latest.state === "running" && (
        <div>
          <Button kind="secondary" busy={cancel.isPending} onClick={() => void ask()}>
            {t.cancel}
          </Button>
        </div>
      )}
    </Card>
  );
}

const tones = { running: "info", cancelling: "warn", done: "ok", cancelled: "neutral" } as const;

function Standing({ of: { state, people, done, moved, levels_up, levels_down, ended_at } }: { of: Run }) {
  const t = useT(text);
  const at = ended_at ? fmt.dateTime(ended_at) : "";
  if (state === "done") {
    const result =
      moved === 0
        ? t.applyNone
        : t.applyMoved(fmt.number(moved), fmt.number(levels_up), fmt.number(levels_down));
    return <p role="status">{t.applyDone(at, result)}</p>;
  }
  if (state === "cancelled") return <p role="status">{t.applyCancelled(at)}</p>;
  const back = state === "cancelling";
  return (
    <Progress
      label={back ? t.applyBack : t.applyBusy}
      value={people === 0 ? 0 : done / people}
      words={back ? t.applyLeft(fmt.number(done)) : t.progress(fmt.number(done), fmt.number(people))}
    />
  );
}
