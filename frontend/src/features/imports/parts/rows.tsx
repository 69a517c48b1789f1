import { useInfiniteQuery } from "@tanstack/react-query";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { EmptyState, Load, QueryPager, Table } from "@/ui";
import type { ImportRow } from "../api";
import { rowsOf } from "../api";
import { text } from "../i18n";
import type { RowStatus } from "../rules";

/** The rows of one status: what changes from what to what, and what is to be corrected where. */
export function Rows({ id, status, total }: { id: string; status: RowStatus; total: number }) {
  const t = useT(text);
  const query = useInfiniteQuery({ ...rowsOf(id, status), enabled: total > 0 });
  if (total === 0) return <EmptyState title={t.noRows(t.status[status])} />;
  const columns: Column<ImportRow>[] = [
    {
      key: "name",
      head: t.colName,
      cell: (row) => <span className="import-name">{row.full_name || t.noName}</span>,
    },
    { key: "code", head: t.colCode, cell: (row) => row.code || "–" },
    { key: "row", head: t.colRow, end: true, cell: (row) => fmt.number(row.row) },
  ];
  if (status === "changed")
    columns.push({ key: "changes", head: t.colChanges, cell: (row) => <Changes row={row} /> });
  if (status === "faulty")
    columns.push({ key: "faults", head: t.colFaults, cell: (row) => <Faults row={row} /> });
  return (
    <Load query={query} lines={8}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        return (
          <div className="stack import-table">
            <Table
              caption={t.rowsCaption(t.status[status])}
              columns={columns}
              rows={rows}
              rowKey={({ row }) => String(row)}
            />
            <QueryPager shown={rows.length} total={total} query={query} />
          </div>
        );
      }}
    </Load>
  );
}

function Changes({ row }: { row: ImportRow }) {
  const t = useT(text);
  return (
    <ul className="import-details">
      {row.changes.map((change) => (
        <li key={change.field_key}>
          {serverText(change.field_key) ?? change.field_key}:{" "}
          <span className="visually-hidden">{t.from} </span>
          <span className="import-old">{change.old || t.blank}</span> <span aria-hidden="true">→</span>
          <span className="visually-hidden">{t.to}</span> <strong>{change.new || t.blank}</strong>{" "}
          <span className="small muted">({t.cell(change.cell)})</span>
        </li>
      ))}
    </ul>
  );
}

function Faults({ row }: { row: ImportRow }) {
  const t = useT(text);
  return (
    <ul className="import-details">
      {row.faults.map((fault) => (
        <li key={`${fault.cell} ${fault.key}`}>
          <span className="import-cell">{t.cell(fault.cell)}</span>{" "}
          {serverText(fault.key, fault.args) ?? fault.key}
        </li>
      ))}
    </ul>
  );
}
