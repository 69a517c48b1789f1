import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { hasRole } from "@/api/me";
import { sentence } from "@/api/problem";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Card, confirm, EmptyState, Load, Notice, QueryPager, toast } from "@/ui";
import { rulesKey } from "../api";
import type { Held } from "../briefings";
import { heldBriefings, undoBriefing } from "../briefings";
import { text } from "../briefings-i18n";

/** The briefings about a change that were held; a leader may take one back. */
export function BriefingList({ id }: { id: string }) {
  const t = useT(text);
  const query = useInfiniteQuery(heldBriefings(id));
  return (
    <Card title={t.held}>
      <Load query={query} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.heldNone}>{t.heldNoneText}</EmptyState>;
          return (
            <>
              <ul className="plain-list divided">
                {rows.map((each) => (
                  <One key={each.id} held={each} />
                ))}
              </ul>
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}

function One({ held: { id, held_on, note, people, briefer, unit } }: { held: Held }) {
  const t = useT(text);
  const leads = hasRole(useMe(), "unit_leader");
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoBriefing(id),
    onSuccess: () => toast(t.undone),
    onSettled: () => queries.invalidateQueries({ queryKey: rulesKey }),
  });
  const ask = async () => {
    const question = { title: t.undoTitle, text: t.undoText(fmt.number(people)), yes: t.undo, no: t.keep };
    if (await confirm({ ...question, danger: true })) undo.mutate();
  };
  return (
    <li className="stack-tight">
      <div className="row-between">
        <strong>{fmt.date(held_on)}</strong>
        <span>{t.reached(fmt.number(people))}</span>
      </div>
      <p className="small muted">{t.heldBy(briefer, unit)}</p>
      {note && <p>{note}</p>}
      {undo.error && (
        <Notice tone="bad" live>
          {sentence(undo.error)}
        </Notice>
      )}
      {leads && (
        <div>
          <Button
            kind="secondary"
            small
            aria-label={t.undoOf(fmt.date(held_on))}
            busy={undo.isPending}
            onClick={() => void ask()}
          >
            {t.undo}
          </Button>
        </div>
      )}
    </li>
  );
}
