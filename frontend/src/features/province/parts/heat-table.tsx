import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { classes, heatClass } from "@/ui";
import { text } from "../i18n";
import type { Count, HeatColumn, HeatRow } from "../rules";
import { byName, byOverall } from "../rules";

const firstRows = 30;

// In rem, as in province.css: the columns of name, people and sum; and the least for one of the others.
const fixedWidth = 17.4;
const columnWidth = 3.9;

export interface HeatTableProps {
  caption: string;
  columns: HeatColumn[];
  rows: HeatRow[];
  /** What the last column is a sum of. */
  overall: string;
  sort: string;
  onSort: (sort: string) => void;
}

/**
 * Units by columns, a number on a shade in every cell. A cell leads to the people who lack the
 * competency. One link a row is reached by Tab, the others from there by the arrow keys.
 */
export function HeatTable({ caption, columns, rows, overall, sort, onSort }: HeatTableProps) {
  const t = useT(text);
  const table = useLinks();
  const visible = useGrowing(rows);
  const head = { sort, onSort };
  const frame = { role: "region", "aria-label": caption, tabIndex: 0 };
  return (
    <div className="table-frame heat-frame" {...frame}>
      <table
        className="table table-sticky heat-table"
        ref={table}
        style={{ minWidth: `${fixedWidth + columns.length * columnWidth}rem` }}
      >
        <caption className="visually-hidden">
          {caption}. {t.arrows}
        </caption>
        <thead>
          <tr>
            <Head {...head} name={t.unit} column={byName} />
            <th scope="col" className="end heat-people">
              {t.people}
            </th>
            {columns.map((column) => (
              <Head key={column.key} {...head} name={column.name} column={column.key} code={column.code} />
            ))}
            <Head {...head} name={overall} column={byOverall} />
          </tr>
        </thead>
        <tbody>
          {visible.map((row) => (
            <Line key={row.unit.id} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  name: string;
  column: string;
  code?: string;
  sort: string;
  onSort: (sort: string) => void;
}

function Head({ name, column, code, sort, onSort }: HeadProps) {
  const up = sort === column;
  const down = sort === `-${column}`;
  return (
    <th
      scope="col"
      title={name}
      className={column === byName ? undefined : classes("centre", column === byOverall && "heat-sum")}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      <button
        type="button"
        className="table-sort-button heat-sort"
        onClick={() => onSort(up ? `-${column}` : column)}
      >
        {code && <span className="heat-code">{code}</span>}
        <span className="heat-name">{name}</span>
        {(up || down) && <span aria-hidden="true">{up ? "↑" : "↓"}</span>}
      </button>
    </th>
  );
}

const Line = memo(function Line({ row, columns }: { row: HeatRow; columns: HeatColumn[] }) {
  const t = useT(text);
  const href = to(paths.unit, { unit: row.unit.id });
  return (
    <tr>
      <th scope="row">
        <a href={href}>{row.unit.name}</a>
      </th>
      <td className="end">{fmt.number(row.unit.people)}</td>
      {columns.map((column, index) => (
        <Cell
          key={column.key}
          share={row.shares[index]}
          count={row.counts[index]}
          of={column.competency ? t.cellTitle : t.countTitle}
          href={`${href}?${column.competency ? `nang-luc=${column.competency.id}` : `nhom=${column.key}`}`}
        />
      ))}
      <td className="end heat-all">{row.share === undefined ? "–" : fmt.percent(row.share)}</td>
    </tr>
  );
});

interface CellProps {
  share: number | undefined;
  count: Count | undefined;
  of: (met: number, required: number) => string;
  href: string;
}

function Cell({ share, count, of, href }: CellProps) {
  const t = useT(text);
  if (share === undefined || !count) {
    return (
      <td className="heat-none" title={t.noneRequired}>
        –
      </td>
    );
  }
  return (
    <td className={classes("heat-cell", heatClass(share))} title={of(count.met, count.required)}>
      <a href={href} tabIndex={-1}>
        {share / 100}
      </a>
    </td>
  );
}

/** The first rows at once, all of them when the browser has time. */
function useGrowing(rows: HeatRow[]): HeatRow[] {
  const [all, setAll] = useState(rows.length <= firstRows);
  useEffect(() => {
    if (all) return;
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(() => setAll(true), 50);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setAll(true), { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }, [all]);
  return all ? rows : rows.slice(0, firstRows);
}

const steps: Record<string, [across: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The next cell with a link in a direction. */
function neighbour(link: Element, [across, down]: [number, number]): HTMLElement | null {
  const cell = link.closest("th, td");
  if (down !== 0) {
    const row =
      down > 0 ? cell?.parentElement?.nextElementSibling : cell?.parentElement?.previousElementSibling;
    const index = cell ? [...(cell.parentElement?.children ?? [])].indexOf(cell) : -1;
    return row?.children[index]?.querySelector("a") ?? null;
  }
  let next = cell;
  do next = (across > 0 ? next?.nextElementSibling : next?.previousElementSibling) ?? null;
  while (next && !next.querySelector("a"));
  return next?.querySelector("a") ?? null;
}

/** Follows the table's links within the program. One listener for all of them: there are more than a thousand. */
function useLinks() {
  const ref = useRef<HTMLTableElement>(null);
  const [, navigate] = useLocation();
  // Before the browser paints: a key pressed at once must not be lost.
  useLayoutEffect(() => {
    const table = ref.current;
    if (!table) return;
    const follow = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const href = (event.target as Element).closest("a")?.getAttribute("href");
      if (!href) return;
      event.preventDefault();
      navigate(href);
    };
    const move = (event: KeyboardEvent) => {
      const step = steps[event.key];
      const link = (event.target as Element).closest("tbody a");
      const next = step && link && neighbour(link, step);
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    table.addEventListener("click", follow);
    table.addEventListener("keydown", move);
    return () => {
      table.removeEventListener("click", follow);
      table.removeEventListener("keydown", move);
    };
  }, [navigate]);
  return ref;
}
