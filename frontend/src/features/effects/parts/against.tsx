import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Card, Disclosure, Notice, Table } from "@/ui";
import type { Comparison, Estimate, Summary } from "../api";
import { text } from "../i18n";
import type { Interval } from "../rules";
import { covariateName, plain, signed, tones } from "../rules";
import { IntervalChart } from "./interval-chart";

/** Mentored people against similar ones: a sentence, a chart, numbers, and how they came about. */
export function Against({ summary }: { summary: Summary }) {
  const t = useT(text);
  const { all, measured, made_at } = summary;
  const rows: Interval[] = [
    { name: t.rowAll, estimate: all },
    { name: t.rowMeasured, estimate: measured },
  ].filter(({ estimate }) => estimate.verdict !== "too_few");
  return (
    <Card title={t.effect}>
      {made_at ? (
        <div className="stack">
          <Notice tone={tones[all.verdict]}>
            <Verdict of={all} />
          </Notice>
          {rows.length > 0 && (
            <>
              <IntervalChart rows={rows} />
              <Estimates rows={rows} />
              <p className="muted">
                {t.measuredHint}
                {measured.verdict === "too_few" && ` ${t.measuredFew(fmt.number(measured.matched))}`}
              </p>
            </>
          )}
          <Disclosure summary={t.how}>
            <How all={all} />
          </Disclosure>
          <p className="muted small">{t.madeAt(fmt.dateTime(made_at))}</p>
        </div>
      ) : (
        <p className="muted">{t.noRun}</p>
      )}
    </Card>
  );
}

function Verdict({ of: e }: { of: Estimate }) {
  const t = useT(text);
  return (
    <strong>
      {t.verdicts[e.verdict](signed(e.effect), signed(e.low), signed(e.high), fmt.number(e.matched))}
    </strong>
  );
}

function Estimates({ rows }: { rows: Interval[] }) {
  const t = useT(text);
  return (
    <Table
      caption={t.effect}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: "nhom", head: t.who, cell: ({ name }) => name },
        { key: "so", head: t.matched, end: true, cell: ({ estimate }) => fmt.number(estimate.matched) },
        { key: "co", head: t.withMentor, end: true, cell: ({ estimate }) => signed(estimate.gain) },
        { key: "khong", head: t.without, end: true, cell: ({ estimate }) => signed(estimate.expected) },
        { key: "chenh", head: t.difference, end: true, cell: ({ estimate }) => signed(estimate.effect) },
        {
          key: "khoang",
          head: t.interval,
          end: true,
          cell: ({ estimate }) => t.range(signed(estimate.low), signed(estimate.high)),
        },
      ]}
    />
  );
}

function How({ all }: { all: Comparison }) {
  const t = useT(text);
  return (
    <div className="stack">
      <ol className="effect-how">
        {t.howText.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p>
        {t.unmatched(fmt.number(all.matched), fmt.number(all.treated))}{" "}
        {t.pool(fmt.number(all.all_treated), fmt.number(all.all_pool), signed(all.plain))}
      </p>
      {all.balance.length > 0 && (
        <>
          <h3>{t.balance}</h3>
          <p className="muted">{t.balanceHint}</p>
          <Table
            caption={t.balance}
            rows={all.balance}
            rowKey={({ name }) => name}
            columns={[
              { key: "ten", head: t.covariate, cell: ({ name }) => covariateName(t.covariates, name) },
              { key: "kem", head: t.meanWith, end: true, cell: ({ kept }) => plain(kept) },
              { key: "canh", head: t.meanBeside, end: true, cell: ({ beside }) => plain(beside) },
              { key: "truoc", head: t.before, end: true, cell: ({ before }) => signed(before) },
              { key: "sau", head: t.after, end: true, cell: ({ after }) => signed(after) },
            ]}
          />
        </>
      )}
    </div>
  );
}
