import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { useSettled } from "@/lib/settled";
import { Badge, Button, Card, EmptyState, Load, QueryPager, SearchBox, toast } from "@/ui";
import { text as deedText } from "../deeds-i18n";
import type { Observed } from "../observe";
import { observed, observedKey } from "../observe";
import { text } from "../observe-i18n";
import { WithdrawDialog } from "./withdraw-dialog";

/** What the reader observed, the latest first; each may be withdrawn with a reason. */
export function ObservedList() {
  const t = useT(text);
  const [find, setFind] = useState("");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...observed(q), placeholderData: keepPreviousData });
  return (
    <Card title={t.mine}>
      <SearchBox label={t.find} value={find} onChange={setFind} />
      <Load query={query} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState title={q ? t.noneFound : t.none}>{q ? t.noneFoundText : t.noneText}</EmptyState>
            );
          return (
            <>
              <ul className="plain-list divided">
                {rows.map((each) => (
                  <li key={each.entry_id} className="stack-tight">
                    <One of={each} />
                  </li>
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

function One({ of }: { of: Observed }) {
  const t = useT(text);
  const d = useT(deedText);
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const { entry_id, full_name, code, unit, name_vi, name_en, level, seen_on, reason, withdrawn_at } = of;
  const name = inLocale(name_vi, name_en);
  return (
    <>
      <div className="row-between">
        <strong>{full_name}</strong>
        {withdrawn_at ? (
          <Badge tone="neutral">{t.withdrawn}</Badge>
        ) : (
          <Badge tone="info">{level === 0 ? t.levelNone : t.levelIs(level)}</Badge>
        )}
      </div>
      <p className="small muted">{[code, unit, t.seen(fmt.date(seen_on))].join(" · ")}</p>
      <p>{name}</p>
      <p className="observed-words">{reason}</p>
      {withdrawn_at ? (
        <p className="small muted">{t.withdrawnBecause(fmt.date(withdrawn_at), of.withdrawal ?? "")}</p>
      ) : (
        <div>
          <Button
            kind="secondary"
            small
            aria-label={t.withdrawOf(full_name, name)}
            onClick={() => setOpen(true)}
          >
            {t.withdraw}
          </Button>
        </div>
      )}
      {open && (
        <WithdrawDialog
          entry={entry_id}
          what={t.about(full_name, name)}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            void queries.invalidateQueries({ queryKey: observedKey });
            toast(d.withdrawn);
          }}
        />
      )}
    </>
  );
}
