import type { ReactNode } from "react";
import { useEffect, useMemo, useState } from "react";
import { useT } from "@/lib/i18n";
import { classes } from "./classes";
import { Select } from "./field";
import { heatClass } from "./heat";
import { text } from "./i18n";

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** Sorts here, in ascending order. */
  compare?: (a: Row, b: Row) => number;
  /** Sorted by the server: `onSort` hears of it, rows stay as given. */
  sortable?: boolean;
  /** Numbers stand at the end of their cell. */
  end?: boolean;
  /** Basis points (0…10000) that colour the cell; undefined leaves it plain. */
  heat?: (row: Row) => number | undefined;
}

export interface TableProps<Row> {
  caption: string;
  /** The first column names the row. */
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Stays a table on phones and scrolls sideways; without it rows become cards there. */
  wide?: boolean;
  /** "key" ascending, "-key" descending, "" as given: e.g. useQueryState("sap-xep"). Kept inside when left out. */
  sort?: string;
  onSort?: (sort: string) => void;
}

const firstRows = 40;

/** A table that sorts, keeps its head in sight and stays readable on phones. Long ones draw their first rows at once and the rest when the browser is idle. */
export function Table<Row>({ caption, columns, rows, rowKey, wide, ...sorting }: TableProps<Row>) {
  const t = useT(text);
  const [ownSort, setOwnSort] = useState("");
  const sort = sorting.sort ?? ownSort;
  const setSort = sorting.onSort ?? setOwnSort;
  const sorted = useSorted(rows, columns, sort);
  const visible = useGrowing(sorted);
  const sortable = columns.filter((column) => column.compare ?? column.sortable);
  const frame = wide ? { role: "region", "aria-label": t.scrollable(caption), tabIndex: 0 } : {};

  return (
    <div className="table-block">
      {sortable.length > 0 && !wide && (
        <div className="table-sort">
          <Select label={t.sortBy} value={sort} onChange={(event) => setSort(event.currentTarget.value)}>
            <option value="">{t.sortNone}</option>
            {sortable.flatMap(({ key, head }) => [
              <option key={key} value={key}>
                {t.ascending(head)}
              </option>,
              <option key={`-${key}`} value={`-${key}`}>
                {t.descending(head)}
              </option>,
            ])}
          </Select>
        </div>
      )}
      <div className={classes("table-frame", !wide && "table-cards")} {...frame}>
        {/* Phones show rows as cards; the roles keep them a table for screen readers there. */}
        <table className={classes("table", wide && "table-sticky")} role="table">
          <caption className="visually-hidden">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <Head key={column.key} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {visible.map((row) => (
              <tr key={rowKey(row)} role="row">
                {columns.map((column, index) => (
                  <Cell key={column.key} column={column} row={row} first={index === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string;
  onSort: (sort: string) => void;
}) {
  const { key, head, end, heat } = column;
  const up = sort === key;
  const down = sort === `-${key}`;
  const can = column.compare ?? column.sortable;
  return (
    <th
      role="columnheader"
      scope="col"
      className={classes(end && "end", heat && "centre") || undefined}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      {can ? (
        <button type="button" className="table-sort-button" onClick={() => onSort(up ? `-${key}` : key)}>
          {head}
          <span aria-hidden="true">{up ? "↑" : down ? "↓" : "↕"}</span>
        </button>
      ) : (
        head
      )}
    </th>
  );
}

function Cell<Row>({ column, row, first }: { column: Column<Row>; row: Row; first: boolean }) {
  if (first) {
    return (
      <th role="rowheader" scope="row">
        {column.cell(row)}
      </th>
    );
  }
  const points = column.heat?.(row);
  return (
    <td
      role="cell"
      className={classes(column.end && "end", points !== undefined && heatClass(points)) || undefined}
      data-label={column.head}
    >
      {column.cell(row)}
    </td>
  );
}

function useSorted<Row>(rows: Row[], columns: Column<Row>[], sort: string): Row[] {
  return useMemo(() => {
    const down = sort.startsWith("-");
    const compare = columns.find(({ key }) => key === (down ? sort.slice(1) : sort))?.compare;
    if (!compare) return rows;
    return [...rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
  }, [rows, columns, sort]);
}

function useGrowing<Row>(rows: Row[]): Row[] {
  const [all, setAll] = useState(rows.length <= firstRows);
  useEffect(() => {
    if (all) return;
    const idle =
      window.requestIdleCallback ?? ((work: () => void, _limit: { timeout: number }) => setTimeout(work, 50));
    const cancel = window.cancelIdleCallback ?? clearTimeout;
    const handle = idle(() => setAll(true), { timeout: 300 });
    return () => cancel(handle as number);
  }, [all]);
  return all ? rows : rows.slice(0, firstRows);
}
