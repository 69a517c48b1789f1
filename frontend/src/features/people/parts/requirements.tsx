import { useEffect, useMemo, useRef } from "react";
import { ChevronLeft } from "lucide-react";
import { Link } from "wouter";
import { compare } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import {
  AheadList,
  Badge,
  Card,
  EmptyState,
  LevelBar,
  oneColumnWidth,
  PostAsks,
  Segments,
  Table,
  useNarrow,
} from "@/ui";
import type { Gap, Gaps } from "../api";
import { text } from "../i18n";
import { widestFirst } from "../rules";
import { WhyLevel } from "./why-level";

const nameOf = ({ competency }: Gap) => inLocale(competency.name_vi, competency.name_en);

/** What the posts require beside what is shown; one competency opens beside the table, or in its place on a narrow screen. */
export function Requirements({ person, gaps }: { person: string; gaps: Gaps }) {
  const t = useT(text);
  const narrow = useNarrow(oneColumnWidth);
  const [asked] = useQueryState("nang-luc");
  const { required, met, gaps: missing, critical_gaps: critical } = gaps.summary;
  if (required === 0) return <EmptyState title={t.noRequirements} />;
  if (narrow && asked) return <Drilled person={person} competency={asked} />;
  return (
    <section className="stack">
      <h2>{t.requirements}</h2>
      <p>
        {t.summary(met, required)} {missing > 0 && t.summaryGaps(missing, critical)}{" "}
        <span className="muted">{t.logged}</span>
      </p>
      {gaps.ahead.length > 0 && (
        <Card title={t.ahead}>
          <AheadList changes={gaps.ahead} />
        </Card>
      )}
      <div className={narrow ? undefined : "columns"}>
        <GapTable person={person} items={gaps.items} chosen={asked} />
        {!narrow && (
          <div>
            {asked ? (
              <WhyLevel key={asked} person={person} competency={asked} />
            ) : (
              <EmptyState title={t.choose}>{t.chooseText}</EmptyState>
            )}
          </div>
        )}
      </div>
    </section>
  );
}

function Drilled({ person, competency }: { person: string; competency: string }) {
  const t = useT(text);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: "start" }), []);
  return (
    <div className="stack" ref={top}>
      <Link href={to(paths.person, { id: person })} className="page-header-back">
        <ChevronLeft aria-hidden="true" />
        {t.allCompetencies}
      </Link>
      <WhyLevel key={competency} person={person} competency={competency} />
    </div>
  );
}

const onlyGaps = "thieu";
const everything = "tat-ca";

function GapTable({ person, items, chosen }: { person: string; items: Gap[]; chosen: string }) {
  const t = useT(text);
  const [show, setShow] = useQueryState("hien", onlyGaps);
  const rows = useMemo(
    () => widestFirst(items).filter(({ gap }) => show === everything || gap > 0),
    [items, show],
  );
  const columns: Column<Gap>[] = [
    {
      key: "ten",
      head: t.competency,
      compare: (a, b) => compare(nameOf(a), nameOf(b)),
      cell: (row) => (
        <>
          <Link
            href={to(
              paths.person,
              { id: person },
              { hien: show === onlyGaps ? "" : show, "nang-luc": row.competency.id },
            )}
            aria-current={row.competency.id === chosen ? "true" : undefined}
            className="why-link"
          >
            {nameOf(row)}
          </Link>
          <PostAsks posts={row.posts} />
        </>
      ),
    },
    {
      key: "muc",
      head: t.level,
      compare: (a, b) => a.level - b.level,
      cell: (row) => <LevelBar have={row.level} need={row.required} />,
    },
    {
      key: "thieu",
      head: t.missing,
      compare: (a, b) => a.gap - b.gap,
      cell: (row) => (
        <span className="row">
          {row.gap > 0 ? t.levels(row.gap) : <Badge tone="ok">{t.met}</Badge>}
          {row.critical && row.gap > 0 && <Badge tone="warn">{t.critical}</Badge>}
        </span>
      ),
    },
  ];
  return (
    <Card>
      <Segments
        label={t.show}
        value={show}
        onChange={setShow}
        options={[
          { value: onlyGaps, label: t.onlyGaps },
          { value: everything, label: t.everything },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t.noGaps}>{t.noGapsText}</EmptyState>
      ) : (
        <Table
          caption={t.requirements}
          columns={columns}
          rows={rows}
          rowKey={({ competency }) => competency.id}
        />
      )}
    </Card>
  );
}
