import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { Disclosure, Table } from "@/ui";
import type { Figures as FiguresBody, ModeFigures } from "../api";
import { text } from "../i18n";

interface Row {
  key: string;
  label: string;
  of: (figures: ModeFigures) => string;
}

/** The two ways of matching side by side. */
export function Figures({ figures }: { figures: FiguresBody }) {
  const t = useT(text);
  const rows: Row[] = [
    { key: "pairs", label: t.figures.pairs, of: ({ pairs }) => fmt.number(pairs) },
    ...(["urgent", "critical", "other"] as const).map((key, tier) => ({
      key,
      label: t.figures[key],
      of: ({ served, left }: ModeFigures) =>
        t.outOf(fmt.number(served?.[tier] ?? 0), fmt.number((served?.[tier] ?? 0) + (left?.[tier] ?? 0))),
    })),
    { key: "value", label: t.figures.value, of: ({ value }) => fmt.number(value) },
    { key: "seats", label: t.figures.seats, of: ({ seat_cost }) => fmt.number(seat_cost) },
    { key: "blocking", label: t.figures.blocking, of: ({ blocking }) => fmt.number(blocking) },
    { key: "rather", label: t.figures.rather, of: ({ rather }) => fmt.number(rather) },
  ];
  const columns: Column<Row>[] = [
    { key: "label", head: t.figures.label, cell: ({ label }) => label },
    { key: "optimum", head: t.optimum, end: true, cell: ({ of }) => of(figures.optimum) },
    {
      key: "acceptance",
      head: t.acceptance,
      end: true,
      cell: ({ of }) => of(figures.acceptance),
    },
  ];
  return (
    <Disclosure summary={t.compare}>
      <Table caption={t.compare} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </Disclosure>
  );
}
