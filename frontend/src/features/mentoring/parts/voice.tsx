import type { Schema } from "@/api/client";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Table } from "@/ui";
import { life } from "../life-i18n";

/** What one side says, all answers together; only their number when they are few. */
export function Voice({ said }: { said: Schema<"FeedbackSide"> }) {
  const t = useT(life);
  const rows = said.counts.map((counts, index) => ({
    question: t.questions[said.side][index] ?? "",
    counts,
  }));
  return (
    <div className="stack-tight">
      <h3>{t.voicesOf[said.side]}</h3>
      {rows.length === 0 ? (
        <p className="muted">{t.tooFew(said.answers, said.fewest)}</p>
      ) : (
        <>
          <p className="muted small">{t.answers(said.answers)}</p>
          <Table
            caption={t.voicesOf[said.side]}
            rowKey={(row) => row.question}
            rows={rows}
            columns={[
              { key: "question", head: t.voiceRow, cell: (row) => row.question },
              ...t.marks.map((head, mark) => ({
                key: `mark-${mark}`,
                head,
                end: true,
                cell: (row: (typeof rows)[number]) => fmt.number(row.counts[mark] ?? 0),
                heat: (row: (typeof rows)[number]) =>
                  Math.round(((row.counts[mark] ?? 0) / Math.max(1, said.answers)) * 10_000),
              })),
            ]}
          />
        </>
      )}
      {said.remarks.length > 0 && (
        <>
          <h4>{t.remarks}</h4>
          <ul className="reasons">
            {said.remarks.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
