import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import type { Schema } from "@/api/client";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Button, EmptyState, Load, PageHeader, QueryPager, SearchBox, Table } from "@/ui";
import { people } from "../api";
import { text } from "../i18n";
import { PositionSelect, UnitSelect } from "../parts/filters";
import "../people.css";

type Row = Schema<"StaffPersonBody">;

/** Everybody in scope. */
export default function People() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [unit, setUnit] = useQueryState("don-vi");
  const [position, setPosition] = useQueryState("vi-tri");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...people({ q, unit, position }), placeholderData: keepPreviousData });
  const filtered = q !== "" || unit !== "" || position !== "";
  const [, navigate] = useLocation();

  return (
    <div className="page">
      <PageHeader title={t.title} />
      <div className="people-filters">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <UnitSelect value={unit} onChange={setUnit} />
        <PositionSelect value={position} onChange={setPosition} />
      </div>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) {
            return filtered ? (
              <EmptyState
                title={t.none}
                action={
                  <Button kind="secondary" onClick={() => navigate(paths.people, { replace: true })}>
                    {t.clear}
                  </Button>
                }
              >
                {t.noneText}
              </EmptyState>
            ) : (
              <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
            );
          }
          return (
            <>
              <PeopleTable rows={rows} />
              <QueryPager shown={rows.length} total={pages[0]?.total} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function PeopleTable({ rows }: { rows: Row[] }) {
  const t = useT(text);
  const columns: Column<Row>[] = [
    {
      key: "name",
      head: t.name,
      cell: (row) => <Link href={to(paths.person, { id: row.id })}>{row.full_name}</Link>,
    },
    { key: "code", head: t.code, cell: (row) => row.code },
    { key: "unit", head: t.unit, cell: (row) => row.unit.name },
    { key: "posts", head: t.posts, cell: (row) => <Posts row={row} /> },
  ];
  return <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

/** The posts held today; a unit is named only where it is not the person's own. */
function Posts({ row }: { row: Row }) {
  const t = useT(text);
  if (row.posts.length === 0) return <span className="muted">{t.noPost}</span>;
  return (
    <ul className="plain-list">
      {row.posts.map((post) => {
        const name = inLocale(post.position_vi, post.position_en);
        return (
          <li key={`${post.position_id} ${post.unit_id}`}>
            {post.unit_id === row.unit.id ? name : t.at(name, post.unit)}
            {post.kind !== "permanent" && <span className="muted"> ({t.kinds[post.kind]})</span>}
          </li>
        );
      })}
    </ul>
  );
}
