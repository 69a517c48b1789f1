import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare, fold } from "@/lib/fold";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { Column } from "@/ui";
import { EmptyState, Load, SearchBox, Table } from "@/ui";
import type { Commune } from "../api";
import { communes } from "../api";
import { text } from "../i18n";

type Count = "people" | "with_gaps" | "missing" | "drafting" | "active" | "overdue" | "complete";

const sum = (rows: Commune[], key: Count) => rows.reduce((total, row) => total + row[key], 0);

/** The plans of the province, commune by commune. */
export function Communes() {
  const t = useT(text);
  const query = useQuery(communes);
  const [find, setFind] = useState("");
  return (
    <Load query={query} lines={10}>
      {({ items }) => {
        const rows = items.filter(({ name }) => fold(name).includes(fold(find.trim())));
        return (
          <>
            <p>
              <strong>
                {t.sum(
                  sum(items, "with_gaps"),
                  sum(items, "drafting") + sum(items, "active"),
                  sum(items, "complete"),
                )}
              </strong>
            </p>
            <SearchBox label={t.commune} value={find} onChange={setFind} />
            {rows.length === 0 ? (
              <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
            ) : (
              <CommuneTable rows={rows} />
            )}
          </>
        );
      }}
    </Load>
  );
}

function CommuneTable({ rows }: { rows: Commune[] }) {
  const t = useT(text);
  const list = (row: Commune, show: string) =>
    to(paths.plansPeople, {}, { xem: "nguoi", "don-vi": row.id, hien: show });
  const count = (key: Count, head: string, show?: string): Column<Commune> => ({
    key,
    head,
    end: true,
    compare: (a, b) => a[key] - b[key],
    cell: (row) =>
      show !== undefined && row[key] > 0 ? (
        <Link href={list(row, show)}>{fmt.number(row[key])}</Link>
      ) : (
        fmt.number(row[key])
      ),
  });
  const columns: Column<Commune>[] = [
    {
      key: "name",
      head: t.commune,
      compare: (a, b) => compare(a.name, b.name),
      cell: (row) => <Link href={list(row, "")}>{row.name}</Link>,
    },
    count("people", t.people),
    count("with_gaps", t.withGaps),
    count("missing", t.missing, "missing"),
    count("drafting", t.drafting),
    count("active", t.active, "active"),
    count("overdue", t.overdueHead, "overdue"),
    count("complete", t.completeHead),
  ];
  return <Table caption={t.viewCommunes} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
