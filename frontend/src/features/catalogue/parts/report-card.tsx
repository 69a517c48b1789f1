import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { Button, Card, Notice, Table } from "@/ui";
import type { Fault, Report } from "../api";
import { text } from "../i18n";
import type { Outcome } from "../rules";
import { outcomeOf } from "../rules";

const tones = { faulty: "bad", same: "info", ready: "info", done: "ok" } as const satisfies Record<
  Outcome,
  string
>;

const counted = ["new", "changed", "unchanged"] as const;

/** What a file would do, or did; and at which row and column it is wrong. */
export function ReportCard({
  file,
  report,
  busy,
  onApply,
}: {
  file: string;
  report: Report;
  busy: boolean;
  onApply: () => void;
}) {
  const t = useT(text);
  const outcome = outcomeOf(report);
  return (
    <Card title={t.reportTitle}>
      <p className="muted">{t.reportOf(file)}</p>
      <Notice tone={tones[outcome]} live>
        {t.outcomes[outcome](fmt.number(report.faults.length))}
      </Notice>
      {outcome !== "faulty" && (
        <ul className="catalogue-counts">
          {counted.map((name) => (
            <li key={name}>
              <strong>{fmt.number(report[name])}</strong>
              <span>{t.counts[name]}</span>
            </li>
          ))}
        </ul>
      )}
      {outcome === "ready" && (
        <div>
          <Button busy={busy} onClick={onApply}>
            {t.apply}
          </Button>
        </div>
      )}
      {outcome === "faulty" && <Faults faults={report.faults} />}
    </Card>
  );
}

function Faults({ faults }: { faults: Fault[] }) {
  const t = useT(text);
  const columns: Column<Fault>[] = [
    { key: "row", head: t.colRow, cell: ({ row }) => fmt.number(row) },
    {
      key: "column",
      head: t.colColumn,
      cell: ({ column }) =>
        column ? (t.columns[column] ? `${column} (${t.columns[column]})` : column) : t.wholeRow,
    },
    { key: "fault", head: t.colFault, cell: ({ key, args }) => serverText(key, args) ?? key },
  ];
  return (
    <Table
      caption={t.faultsCaption}
      columns={columns}
      rows={faults}
      rowKey={({ row, column, key }) => `${row} ${column} ${key}`}
    />
  );
}
