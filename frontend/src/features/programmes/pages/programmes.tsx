import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column, Tone } from "@/ui";
import { Badge, EmptyState, LinkButton, Load, PageHeader, QueryPager, SearchBox, Table } from "@/ui";
import type { Programme } from "../api";
import { programmeList } from "../api";
import { text } from "../i18n";

export const tones: Record<Programme["state"], Tone> = {
  draft: "neutral",
  matching: "info",
  ready: "warn",
  published: "ok",
  cancelled: "neutral",
};

export default function Programmes() {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const list = useInfiniteQuery(programmeList(useSettled(q.trim())));
  const columns: Column<Programme>[] = [
    {
      key: "name",
      head: t.columns.name,
      cell: ({ id, name }) => <Link href={to(paths.programme, { id })}>{name}</Link>,
    },
    { key: "starts", head: t.columns.starts, cell: ({ starts_on }) => fmt.date(starts_on) },
    {
      key: "pairs",
      head: t.columns.pairs,
      end: true,
      cell: ({ figures, mode }) => (figures ? fmt.number(figures[mode].pairs) : "–"),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state }) => <Badge tone={tones[state]}>{t.states[state]}</Badge>,
    },
  ];
  return (
    <div className="page">
      <PageHeader title={t.title} actions={<LinkButton href={paths.programmeNew}>{t.create}</LinkButton>} />
      <SearchBox label={t.search} value={q} onChange={setQ} />
      <Load query={list} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
          ) : (
            <>
              <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
