import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Card, EmptyState, Load, PageHeader, QueryPager, SearchBox, Segments, Table } from "@/ui";
import type { FlagName, Watched } from "../api";
import { feedbackSummary, watched } from "../api";
import { life } from "../life-i18n";
import "../mentoring.css";
import { AskHandOver, WithdrawHandOver } from "../parts/hand-over";
import { Voice } from "../parts/voice";

const flags: Record<string, FlagName> = {
  "lau-chua-gap": "quiet",
  "chua-hen": "unbooked",
  "tam-dung": "long_pause",
};

/** Pairs of one's people that need a nudge, and what both sides say of mentoring. */
export default function WatchedPairs() {
  const t = useT(life);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien", "tat-ca");
  const q = useSettled(find.trim());
  const flag = flags[shown];
  const query = useInfiniteQuery({
    ...watched({ ...(flag ? { flag } : {}), ...(q ? { q } : {}) }),
    placeholderData: keepPreviousData,
  });
  const filtered = q !== "" || flag !== undefined;
  return (
    <div className="page">
      <PageHeader title={t.watchTitle} subtitle={t.watchSubtitle} />
      <div className="stack">
        <Segments
          label={t.watchShow}
          value={shown}
          onChange={setShown}
          options={[
            { value: "tat-ca", label: t.watchAll },
            ...Object.entries(flags).map(([value, name]) => ({ value, label: t.watchFlags[name] })),
          ]}
        />
        <SearchBox label={t.watchFind} value={find} onChange={setFind} />
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState title={filtered ? t.watchNoneFound : t.watchNone}>
                {filtered ? t.watchNoneFoundText : t.watchNoneText}
              </EmptyState>
            );
          return (
            <>
              <Rows rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
      <Voices />
    </div>
  );
}

function Rows({ rows }: { rows: Watched[] }) {
  const t = useT(life);
  const columns: Column<Watched>[] = [
    {
      key: "learner",
      head: t.columns.learner,
      cell: (row) => (
        <>
          {row.learner_name}
          <div className="muted small">{row.learner_unit}</div>
        </>
      ),
    },
    { key: "mentor", head: t.columns.mentor, cell: (row) => row.mentor_name },
    { key: "competency", head: t.columns.competency, cell: (row) => inLocale(row.name_vi, row.name_en) },
    {
      key: "flag",
      head: t.columns.flag,
      cell: (row) => (
        <>
          <Badge tone="warn">{t.watchFlags[row.flag]}</Badge>
          <div className="muted small">{t.since(fmt.date(row.raised_at))}</div>
        </>
      ),
    },
    {
      key: "last",
      head: t.columns.last,
      cell: (row) => (row.last_held ? fmt.date(row.last_held) : t.never),
    },
    {
      key: "deed",
      head: t.columns.deed,
      cell: (row) =>
        row.hand_over_id ? (
          <WithdrawHandOver id={row.hand_over_id} to={row.hand_over_to ?? ""} />
        ) : (
          <AskHandOver pairId={row.pair_id} name={row.learner_name} watched />
        ),
    },
  ];
  return (
    <Table
      caption={t.watchCaption}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.pair_id}/${row.flag}`}
    />
  );
}

function Voices() {
  const t = useT(life);
  const query = useQuery(feedbackSummary);
  return (
    <Card title={t.voices}>
      <Load query={query} lines={4}>
        {(sides) => (
          <div className="stack">
            {sides.map((side) => (
              <Voice key={side.side} said={side} />
            ))}
          </div>
        )}
      </Load>
    </Card>
  );
}
