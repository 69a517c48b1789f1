import { useInfiniteQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Button, EmptyState, Load, QueryPager, SearchBox, Table, toast } from "@/ui";
import type { Joined as Person } from "../api";
import { add, joinedIn } from "../api";
import { text } from "../people-i18n";
import { useDeed } from "./deed";

/** Who came after the launch: the officer adds them, one by one or all at once. */
export function Joined({ review }: { review: string }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const list = useInfiniteQuery(joinedIn(review, useSettled(q.trim())));
  const put = useDeed(add, ({ people }) => toast(people === 0 ? t.addedNobody : t.added(fmt.number(people))));
  const columns: Column<Person>[] = [
    { key: "name", head: t.name, cell: ({ name }) => name },
    { key: "unit", head: t.unit, cell: ({ unit }) => unit },
    { key: "items", head: t.items, end: true, cell: ({ items }) => fmt.number(items) },
    {
      key: "deeds",
      head: t.deeds,
      cell: ({ staff_id, name, state }) =>
        state === "open" ? (
          <Button
            kind="secondary"
            aria-label={t.addWho(name)}
            busy={put.isPending}
            onClick={() => put.mutate({ id: review, people: [staff_id] })}
          >
            {t.add}
          </Button>
        ) : (
          <span className="small muted">{t.unitClosed}</span>
        ),
    },
  ];
  return (
    <div className="stack">
      <p>{t.joinedText}</p>
      <SearchBox label={t.search} value={q} onChange={setQ} />
      <Load query={list} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={q ? t.noMatch : t.joinedNone}>
              {q ? t.noMatchText : t.joinedNoneText}
            </EmptyState>
          ) : (
            <div className="stack review-table">
              {!q && rows.some(({ state }) => state === "open") && (
                <div className="review-actions">
                  <Button busy={put.isPending} onClick={() => put.mutate({ id: review, people: [] })}>
                    {t.addAll}
                  </Button>
                </div>
              )}
              <Table caption={t.joined} columns={columns} rows={rows} rowKey={({ staff_id }) => staff_id} />
              <QueryPager shown={rows.length} query={list} />
            </div>
          );
        }}
      </Load>
    </div>
  );
}
