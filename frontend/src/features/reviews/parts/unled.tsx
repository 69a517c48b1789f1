import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Button, EmptyState, Load, QueryPager, SearchBox, Table } from "@/ui";
import type { Unled as Person } from "../api";
import { unledIn } from "../api";
import { text } from "../people-i18n";
import { NameAppraiser } from "./name-appraiser";

/** Whom nobody leads: the officer names who appraises them. */
export function Unled({ review }: { review: string }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [naming, setNaming] = useState<Person>();
  const list = useInfiniteQuery(unledIn(review, useSettled(q.trim())));
  const columns: Column<Person>[] = [
    { key: "name", head: t.name, cell: ({ name }) => name },
    { key: "unit", head: t.unit, cell: ({ unit }) => unit },
    {
      key: "progress",
      head: t.progress,
      end: true,
      cell: (p) => t.of(fmt.number(p.superior_done), fmt.number(p.items)),
    },
    {
      key: "appraiser",
      head: t.appraiser,
      cell: ({ appraiser }) => appraiser ?? <span className="muted">{t.noAppraiser}</span>,
    },
    {
      key: "deeds",
      head: t.deeds,
      cell: (person) =>
        person.state === "open" ? (
          <Button
            kind="secondary"
            aria-label={person.appraiser ? t.changeFor(person.name) : t.chooseFor(person.name)}
            onClick={() => setNaming(person)}
          >
            {person.appraiser ? t.change : t.choose}
          </Button>
        ) : (
          <span className="small muted">{t.finished}</span>
        ),
    },
  ];
  return (
    <div className="stack">
      <p>{t.unledText}</p>
      <SearchBox label={t.search} value={q} onChange={setQ} />
      <Load query={list} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={q ? t.noMatch : t.unledNone}>{q ? t.noMatchText : t.unledNoneText}</EmptyState>
          ) : (
            <div className="stack review-table">
              <Table caption={t.unled} columns={columns} rows={rows} rowKey={({ staff_id }) => staff_id} />
              <QueryPager shown={rows.length} query={list} />
            </div>
          );
        }}
      </Load>
      {naming && <NameAppraiser review={review} person={naming} onClose={() => setNaming(undefined)} />}
    </div>
  );
}
