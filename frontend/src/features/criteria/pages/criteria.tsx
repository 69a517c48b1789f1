import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Badge, EmptyState, Load, PageHeader, QueryPager, SearchBox, Segments, Table } from "@/ui";
import type { Column } from "@/ui";
import type { Listed } from "../api";
import { addressOf, sources } from "../api";
import "../criteria.css";
import { text } from "../i18n";

const kinds = ["course", "quiz", "class"] as const;
const mostShown = 3;

/** Everything that can be finished, with what it proves. */
export default function Criteria() {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [kind, setKind] = useQueryState("loai");
  const list = useInfiniteQuery(sources(useSettled(q.trim()), kind));
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <div className="criteria-filters">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        <Segments
          label={t.kindFilter}
          value={kind}
          onChange={setKind}
          options={[{ value: "", label: t.all }, ...kinds.map((value) => ({ value, label: t.kinds[value] }))]}
        />
      </div>
      <Load query={list} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return <EmptyState title={t.emptyTitle}>{q || kind ? t.emptyFiltered : t.emptyText}</EmptyState>;
          }
          return (
            <>
              <Sources rows={rows} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Sources({ rows }: { rows: Listed[] }) {
  const t = useT(text);
  const columns: Column<Listed>[] = [
    {
      key: "source",
      head: t.columns.source,
      cell: (row) => (
        <span className="criteria-name">
          <Link href={to(paths.criterion, { source: addressOf(row) })}>
            {inLocale(row.title_vi, row.title_en)}
          </Link>
          <span className="small muted">
            {t.kinds[row.kind]} · {row.code}
          </span>
        </span>
      ),
    },
    { key: "shows", head: t.columns.shows, cell: (row) => <Shows row={row} /> },
    {
      key: "state",
      head: t.columns.state,
      cell: (row) => (
        <span className="row nowrap">
          <Badge tone={row.version > 0 ? "ok" : "neutral"}>
            {row.version > 0 ? t.published(row.version) : t.plain}
          </Badge>
          {row.drafted && <Badge tone="warn">{t.drafted}</Badge>}
        </span>
      ),
    },
  ];
  return <Table caption={t.title} columns={columns} rows={rows} rowKey={addressOf} />;
}

function Shows({ row: { shows } }: { row: Listed }) {
  const t = useT(text);
  if (shows.length === 0) return <span className="muted">{t.nothing}</span>;
  return (
    <ul className="plain-list">
      {shows.slice(0, mostShown).map(({ competency, level }) => (
        <li key={competency.id}>
          {inLocale(competency.name_vi, competency.name_en)}, {t.level(level)}
        </li>
      ))}
      {shows.length > mostShown && <li className="muted">{t.more(shows.length - mostShown)}</li>}
    </ul>
  );
}
