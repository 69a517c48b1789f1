import { useEffect, useState } from "react";
import { sentence } from "@/api/problem";
import { useMe } from "@/api/session";
import { hasRole } from "@/api/me";
import { inLocale, useT } from "@/lib/i18n";
import { compare } from "@/lib/fold";
import { fmt } from "@/lib/fmt";
import { toast } from "@/ui";
import type { ClassDetail, Nomination } from "../api";
import { postsOf } from "../api";
import { text } from "../i18n";
import { isLive } from "../rules";

export interface PrintedRow {
  id: string;
  name: string;
  unit: string;
  /** Job positions held today. */
  position: string;
  /** Where the nomination stands. */
  state: Nomination["state"];
}

export interface Printing {
  /** Whether the reader may see the posts that the list names. */
  may: boolean;
  busy: boolean;
  /** The list while it is being printed. */
  rows: PrintedRow[] | undefined;
  start: () => void;
}

/** Prepares the list of people nominated and opens the printing window. */
export function usePrinting(found: ClassDetail): Printing {
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [rows, setRows] = useState<PrintedRow[]>();

  useEffect(() => {
    if (!rows) return;
    const over = () => setRows(undefined);
    window.addEventListener("afterprint", over);
    window.print();
    return () => window.removeEventListener("afterprint", over);
  }, [rows]);

  const start = async () => {
    setBusy(true);
    try {
      setRows(await listed(found.nominations));
    } catch (error) {
      toast(sentence(error), { bad: true });
    }
    setBusy(false);
  };
  return { may: hasRole(me, "unit_leader", "department_officer"), busy, rows, start: () => void start() };
}

async function listed(all: Nomination[]): Promise<PrintedRow[]> {
  const live = all.filter(({ state }) => isLive(state));
  const units = [...new Set(live.map(({ commune_id }) => commune_id))];
  const posts = await Promise.all(
    units.map((id) =>
      postsOf(
        id,
        live.filter(({ commune_id }) => commune_id === id).map(({ staff }) => staff.id),
      ),
    ),
  );
  const held = new Map(posts.flatMap((each) => [...each]));
  return live
    .map(({ id, staff, unit, state }) => ({
      id,
      name: staff.full_name,
      unit: inLocale(unit.name, unit.name_en),
      position: (held.get(staff.id) ?? [])
        .map(({ position_vi, position_en }) => inLocale(position_vi, position_en))
        .join("; "),
      state,
    }))
    .toSorted((a, b) => compare(a.unit, b.unit) || compare(a.name, b.name));
}

/** The list on paper; on the screen it is not seen. */
export function PrintedList({ found, rows }: { found: ClassDetail; rows: PrintedRow[] }) {
  const t = useT(text);
  const words = t.printColumns;
  return (
    <div className="print-list" aria-hidden="true">
      <h1>{t.printTitle}</h1>
      <p>
        <strong>{found.title}</strong>
      </p>
      <p>{t.printWhen(t.dates(fmt.date(found.starts_at), fmt.date(found.ends_at)), found.place)}</p>
      <table>
        <thead>
          <tr>
            <th>{words.number}</th>
            <th>{words.name}</th>
            <th>{words.unit}</th>
            <th>{words.position}</th>
            <th>{words.note}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id}>
              <td>{index + 1}</td>
              <td>{row.name}</td>
              <td>{row.unit}</td>
              <td>{row.position}</td>
              <td>{row.state === "approved" ? "" : t.seatStates[row.state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.printTotal(rows.length)}</p>
    </div>
  );
}
