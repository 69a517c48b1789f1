import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Button, EmptyState, Load, QueryPager, SearchBox, Select, Table } from "@/ui";
import type { Narrowing, Row, Standing } from "../api";
import { pairList, savePairs } from "../api";
import { text } from "../i18n";
import { gained, standingTones, whole } from "../rules";

/** Each competency of a pair that is over, with search, a standing and Excel. */
export function Pairs({ narrowing }: { narrowing: Narrowing }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [chosen, setStanding] = useQueryState("danh-gia");
  const standing = (chosen in t.standings ? chosen : "") as Standing;
  const words = useSettled(q.trim());
  const query = useInfiniteQuery(pairList(narrowing, words, standing));
  const save = useMutation({ mutationFn: () => savePairs(narrowing, words, standing, t.excelName) });
  return (
    <div className="stack">
      <div className="effect-filters">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        <Select
          label={t.standing}
          value={standing}
          onChange={(event) => setStanding(event.currentTarget.value)}
        >
          <option value="">{t.allStandings}</option>
          {Object.entries(t.standings).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
        <Button
          kind="secondary"
          busy={save.isPending}
          icon={<FileSpreadsheet aria-hidden="true" />}
          onClick={() => save.mutate()}
        >
          {t.excel}
        </Button>
      </div>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.none}>{t.noneText}</EmptyState>
          ) : (
            <>
              <PairTable rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

/** Rows of pairs that are over; own leaves out the mentor, who is known then. */
export function PairTable({ rows, own, plain }: { rows: Row[]; own?: boolean; plain?: boolean }) {
  const t = useT(text);
  const mentor: Column<Row> = {
    key: "mentor",
    head: t.mentor,
    cell: (row) => <Link href={to(paths.effectMentor, { id: row.mentor.id })}>{row.mentor.full_name}</Link>,
  };
  const columns: Column<Row>[] = [
    {
      key: "learner",
      head: t.learner,
      cell: (row) => (
        <>
          {row.learner.full_name}
          {!plain && <div className="muted small">{row.commune.name}</div>}
        </>
      ),
    },
    ...(own ? [] : [mentor]),
    { key: "skill", head: t.competency, cell: ({ competency: c }) => inLocale(c.name_vi, c.name_en) },
    {
      key: "ended",
      head: t.ended,
      cell: (row) => (
        <>
          {fmt.date(row.closed_at)}
          <div className="muted small">{fmt.minutes(row.minutes)}</div>
        </>
      ),
    },
    {
      key: "levels",
      head: t.levels,
      cell: (row) => (
        <>
          <strong className="effect-nowrap">
            {row.after === undefined
              ? t.levelFrom(row.before)
              : t.levelMoved(row.before, row.after, whole(gained(row)))}
          </strong>
          {row.saw > 0 && <div className="muted small">{t.mentorSaw(row.saw)}</div>}
        </>
      ),
    },
    {
      key: "standing",
      head: t.standing,
      cell: (row) => (
        <>
          <Badge tone={standingTones[row.standing]}>{t.standings[row.standing]}</Badge>
          <div className="muted small">
            {row.done_at ? t.done(fmt.date(row.done_at)) : t.due(fmt.date(row.due_on))}
          </div>
        </>
      ),
    },
  ];
  return <Table caption={t.rows} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
