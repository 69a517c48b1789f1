import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Card, EmptyState, Load, QueryPager, SearchBox, Table } from "@/ui";
import type { Standing } from "../briefings";
import { standings } from "../briefings";
import { text } from "../briefings-i18n";

/** How far communes are with a change; those with most people left come first. */
export function UnitStandings({ id }: { id: string }) {
  const t = useT(text);
  const [find, setFind] = useState("");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...standings(id, q), placeholderData: keepPreviousData });
  const columns: Column<Standing>[] = [
    {
      key: "unit",
      head: t.unit,
      cell: ({ unit_id, name }) => (
        <Link href={to(paths.change, { id }, { xem: "tung-nguoi", "don-vi": unit_id })}>{name}</Link>
      ),
    },
    { key: "left", head: t.unitLeft, end: true, cell: (row) => fmt.number(row.asked - row.learnt) },
    {
      key: "learnt",
      head: t.unitLearnt,
      end: true,
      cell: ({ learnt, asked }) => `${fmt.number(learnt)}/${fmt.number(asked)}`,
    },
    {
      key: "held",
      head: t.unitHeld,
      cell: ({ held_on }) => (held_on ? fmt.date(held_on) : <span className="muted">{t.notHeld}</span>),
    },
  ];
  return (
    <Card title={t.unitsTitle}>
      <SearchBox label={t.unitSearch} value={find} onChange={setFind} />
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.unitsNone}>{t.noneFoundText}</EmptyState>;
          return (
            <>
              <Table caption={t.unitsTitle} columns={columns} rows={rows} rowKey={({ unit_id }) => unit_id} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}
