import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { Schema } from "@/api/client";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Button, Load, QueryPager, Table } from "@/ui";
import type { Column } from "@/ui";
import type { Shift } from "../api";
import { affected } from "../api";
import { text } from "../i18n";
import { useNames } from "../words";

type Person = Schema<"CriteriaPerson">;

/** The people behind one count of a simulation. */
export function Affected({
  shift,
  version,
  onClose,
}: {
  shift: Shift;
  version: number;
  onClose: () => void;
}) {
  const t = useT(text);
  const { source } = useNames();
  const list = useInfiniteQuery(affected(source, version, shift));
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { competency, level, gain } = shift;
  const shown = (value: number) => (value === 0 ? t.noLevel : fmt.number(value));
  const columns: Column<Person>[] = [
    {
      key: "person",
      head: t.whoColumns.person,
      cell: ({ id, full_name, code }) => (
        <span className="criteria-name">
          <Link href={to(paths.person, { id })}>{full_name}</Link>
          <span className="small muted">{code}</span>
        </span>
      ),
    },
    { key: "unit", head: t.whoColumns.unit, cell: ({ unit }) => unit },
    { key: "from", head: t.whoColumns.from, cell: ({ from }) => shown(from) },
    { key: "to", head: t.whoColumns.to, cell: (row) => shown(row.to) },
  ];
  return (
    <section className="stack">
      <div className="row-between">
        <h3 ref={title} tabIndex={-1}>
          {t.whoTitle(gain, inLocale(competency.name_vi, competency.name_en), level)}
        </h3>
        <Button kind="quiet" small onClick={onClose}>
          {t.closeWho}
        </Button>
      </div>
      <Load query={list} lines={4}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return (
            <>
              <Table caption={t.shiftColumns.who} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </section>
  );
}
