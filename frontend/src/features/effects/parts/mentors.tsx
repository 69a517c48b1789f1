import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare } from "@/lib/fold";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Card, Disclosure, EmptyState, Load, QueryPager, SearchBox, Select, Table } from "@/ui";
import type { Flag, Load as Burden, Mentor, Narrowing } from "../api";
import { load, mentorList } from "../api";
import { text } from "../i18n";
import { whole } from "../rules";
import { Credited } from "./credited";

/** How the load lies among mentors, and what came of each. */
export function Mentors({ narrowing }: { narrowing: Narrowing }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [chosen, setFlag] = useQueryState("hien");
  const flag: Flag = chosen === "over" || chosen === "idle" ? chosen : "";
  const burden = useQuery({ ...load(narrowing.unit), placeholderData: keepPreviousData });
  const query = useInfiniteQuery(mentorList(narrowing, useSettled(q.trim()), flag));
  return (
    <div className="stack">
      <Load query={burden} lines={5}>
        {(all) => <Fairness load={all} />}
      </Load>
      <p className="muted">{t.creditedHint}</p>
      <div className="effect-filters">
        <SearchBox label={t.searchMentor} value={q} onChange={setQ} />
        <Select label={t.flag} value={flag} onChange={(event) => setFlag(event.currentTarget.value)}>
          <option value="">{t.flagAll}</option>
          <option value="over">{t.flagOver}</option>
          <option value="idle">{t.flagIdle}</option>
        </Select>
      </div>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.noMentors}>{t.noMentorsText}</EmptyState>
          ) : (
            <>
              <MentorTable rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

const gini = (points: number) => fmt.number(points / 10_000, 2);

function Fairness({ load: all }: { load: Burden }) {
  const t = useT(text);
  const n = fmt.number;
  return (
    <Card title={t.load}>
      <div className="stack">
        <p>
          <strong>
            {t.loadText(n(all.mentors), n(all.active), n(all.most_pairs), fmt.minutes(all.most_minutes))}
          </strong>
        </p>
        <dl className="facts">
          <dt>{t.giniPairs}</dt>
          <dd>{gini(all.pairs_gini)}</dd>
          <dt>{t.giniMinutes}</dt>
          <dd>
            {gini(all.minutes_gini)} <span className="muted small">{t.giniHint}</span>
          </dd>
          <dt>{t.over}</dt>
          <dd>{n(all.over)}</dd>
          <dt>{t.flagIdle}</dt>
          <dd>{n(all.idle)}</dd>
        </dl>
        {all.communes.length > 1 && (
          <Disclosure summary={t.loadByCommune}>
            <Communes rows={all.communes} />
          </Disclosure>
        )}
      </div>
    </Card>
  );
}

type Commune = Burden["communes"][number];
type Count = "mentors" | "active" | "most_pairs" | "over" | "idle";

function Communes({ rows }: { rows: Commune[] }) {
  const t = useT(text);
  const count = (key: Count, head: string): Column<Commune> => ({
    key,
    head,
    end: true,
    compare: (a, b) => a[key] - b[key],
    cell: (row) => fmt.number(row[key]),
  });
  const columns: Column<Commune>[] = [
    { key: "name", head: t.commune, compare: (a, b) => compare(a.name, b.name), cell: ({ name }) => name },
    count("mentors", t.mentors),
    count("active", t.active),
    count("most_pairs", t.most),
    {
      key: "gini",
      head: t.gini,
      end: true,
      compare: (a, b) => a.pairs_gini - b.pairs_gini,
      cell: (row) => gini(row.pairs_gini),
    },
    count("over", t.over),
    count("idle", t.idle),
  ];
  return <Table caption={t.loadByCommune} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function MentorTable({ rows }: { rows: Mentor[] }) {
  const t = useT(text);
  const columns: Column<Mentor>[] = [
    {
      key: "name",
      head: t.mentor,
      cell: (row) => (
        <>
          <Link href={to(paths.effectMentor, { id: row.id })}>{row.full_name}</Link>
          <div className="muted small">{row.commune.name}</div>
        </>
      ),
    },
    {
      key: "load",
      head: t.active,
      cell: (row) => (
        <>
          {t.places(fmt.number(row.active), fmt.number(row.capacity))}
          {row.over && <Badge tone="warn">{t.over}</Badge>}
          {row.idle && <Badge>{t.idle}</Badge>}
          {!row.open && <Badge>{t.closed}</Badge>}
        </>
      ),
    },
    {
      key: "weekly",
      head: t.weekly,
      end: true,
      cell: (row) => t.weeklyOf(fmt.number(row.weekly), fmt.number(row.max_weekly)),
    },
    { key: "hours", head: t.time, end: true, cell: (row) => fmt.minutes(row.minutes) },
    { key: "pairs", head: t.pairsEnded, end: true, cell: (row) => fmt.number(row.tally.pairs) },
    {
      key: "gained",
      head: t.rise,
      end: true,
      cell: ({ tally }) => (tally.done === 0 ? "–" : whole(tally.gained)),
    },
    { key: "effect", head: t.credited, cell: (row) => <Credited estimate={row.effect} /> },
  ];
  return <Table caption={t.viewMentors} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
