import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { Column } from "@/ui";
import { Card, Disclosure, EmptyState, Load, Table } from "@/ui";
import type { Group, Narrowing, Summary as Sums } from "../api";
import { summary } from "../api";
import { text } from "../i18n";
import { signed, whole } from "../rules";
import { Against } from "./against";

/** What mentoring changed, in sums and against similar people. */
export function Summary({ narrowing }: { narrowing: Narrowing }) {
  const t = useT(text);
  const query = useQuery({ ...summary(narrowing), placeholderData: keepPreviousData });
  return (
    <Load query={query} lines={12}>
      {(sums) =>
        sums.targets === 0 ? (
          <EmptyState title={t.none}>{t.noneText}</EmptyState>
        ) : (
          <div className="stack">
            <Facts sums={sums} narrowing={narrowing} />
            <Against summary={sums} />
            <Card title={t.byCompetency}>
              <Groups caption={t.byCompetency} head={t.competency} rows={sums.competencies} coded />
            </Card>
            {sums.communes.length > 1 && (
              <Disclosure summary={t.byCommune}>
                <Groups caption={t.byCommune} head={t.commune} rows={sums.communes} />
              </Disclosure>
            )}
          </div>
        )
      }
    </Load>
  );
}

function Facts({ sums, narrowing }: { sums: Sums; narrowing: Narrowing }) {
  const t = useT(text);
  const n = fmt.number;
  const late = to(
    paths.effects,
    {},
    {
      xem: "cap",
      "danh-gia": "late",
      "don-vi": narrowing.unit,
      "nang-luc": narrowing.competency,
      tu: narrowing.from,
      den: narrowing.until,
    },
  );
  const facts: [string, string][] = [
    [t.pairsEnded, n(sums.pairs)],
    [t.learners, n(sums.learners)],
    [t.mentors, n(sums.mentors)],
    [t.hours, fmt.minutes(sums.minutes)],
    [t.assessed, t.assessedOf(n(sums.done), n(sums.targets))],
    [
      t.gained,
      `${whole(sums.gained)} (${t.moves(n(sums.up), n(sums.down), n(sums.done - sums.up - sums.down))})`,
    ],
    [t.reached, n(sums.reached)],
  ];
  return (
    <Card title={t.facts}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
        <dt>{t.late}</dt>
        <dd>{sums.late > 0 ? <Link href={late}>{t.lateList(n(sums.late))}</Link> : n(0)}</dd>
      </dl>
    </Card>
  );
}

const FactLine = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

function Groups({
  caption,
  head,
  rows,
  coded,
}: {
  caption: string;
  head: string;
  rows: Group[];
  coded?: boolean;
}) {
  const t = useT(text);
  const name = (row: Group) => (coded ? `${row.code} ` : "") + inLocale(row.name_vi, row.name_en);
  const count = (key: "targets" | "done" | "late", title: string): Column<Group> => ({
    key,
    head: title,
    end: true,
    compare: (a, b) => a[key] - b[key],
    cell: (row) => fmt.number(row[key]),
  });
  const columns: Column<Group>[] = [
    { key: "name", head, compare: (a, b) => compare(name(a), name(b)), cell: name },
    count("targets", t.targets),
    count("done", t.assessed),
    count("late", t.late),
    {
      key: "gained",
      head: t.gained,
      end: true,
      compare: (a, b) => a.gained - b.gained,
      cell: (row) => whole(row.gained),
    },
    {
      key: "effect",
      head: t.difference,
      end: true,
      cell: ({ effect: e }) =>
        e.verdict === "too_few" ? (
          <span className="muted">{t.tooFewShort}</span>
        ) : (
          `${signed(e.effect)} (${t.range(signed(e.low), signed(e.high))})`
        ),
    },
  ];
  return <Table caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
