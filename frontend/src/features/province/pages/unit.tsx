import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect, useMemo, useRef } from "react";
import { ChevronLeft } from "lucide-react";
import { Link } from "wouter";
import type { Schema } from "@/api/client";
import { Problem } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import {
  EmptyState,
  ErrorPanel,
  LinkButton,
  Load,
  oneColumnWidth,
  PageHeader,
  Skeleton,
  useNarrow,
} from "@/ui";
import type { Heat } from "../api";
import { heatMap, unit as unitQuery } from "../api";
import { text } from "../i18n";
import { CompetencyTable } from "../parts/competency-table";
import { LackingPeople } from "../parts/lacking-people";
import { isCommune, UnitFacts } from "../parts/unit-facts";
import { Views } from "../parts/views";
import "../province.css";
import "../views.css";
import type { CompetencyShare } from "../rules";
import { conclude, weakestFirst } from "../rules";

/** One commune: its facts, its competencies from the weakest, and who lacks one of them. */
export default function UnitPage() {
  const { unit: id } = usePageParams(paths.unit);
  const query = useQuery(unitQuery(id));
  return (
    <Load query={query} lines={10}>
      {(unit) => <Unit key={unit.id} unit={unit} />}
    </Load>
  );
}

function Unit({ unit }: { unit: Schema<"UnitDetail"> }) {
  const t = useT(text);
  const query = useQuery(heatMap({ position: "", critical: false }));
  const heat = query.data;
  const several = !!heat && heat.units.length > 1;
  return (
    <div className="page">
      <PageHeader
        title={inLocale(unit.name, unit.name_en)}
        back={several ? { href: paths.units, label: t.title } : undefined}
        actions={
          <LinkButton kind="secondary" href={to(paths.people, {}, { "don-vi": unit.id })}>
            {t.seePeople}
          </LinkButton>
        }
      />
      {heat?.units.some(({ id }) => id === unit.id) && <Views at="overview" unit={unit.id} />}
      {heat && (
        <Numbers unit={unit} heat={heat}>
          <UnitFacts unit={unit} heat={heat} />
        </Numbers>
      )}
      {query.isPending && <Skeleton lines={10} />}
      {!heat && query.error && !(query.error instanceof Problem && query.error.status === 403) && (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!heat && <UnitFacts unit={unit} heat={undefined} />}
    </div>
  );
}

/** What the unit's people show; the facts stand where there is room for them. */
function Numbers({
  unit,
  heat,
  children: facts,
}: {
  unit: Schema<"UnitDetail">;
  heat: Heat;
  children: ReactNode;
}) {
  const t = useT(text);
  const narrow = useNarrow(oneColumnWidth);
  const [asked] = useQueryState("nang-luc");
  const own = heat.units.find(({ id }) => id === unit.id);
  const lines = useMemo(() => (own ? weakestFirst(heat.competencies, [own]) : []), [heat, own]);
  if (!own)
    return (
      <>
        <NoNumbers unit={unit} heat={heat} />
        {facts}
      </>
    );
  const conclusion = conclude({ competencies: heat.competencies, units: [own] });
  const line = lines.find(({ competency }) => competency.id === asked) ?? lines[0];
  if (!conclusion || !line)
    return (
      <>
        <EmptyState title={t.noNumbers}>{t.noNumbersText}</EmptyState>
        {facts}
      </>
    );

  const drilled = narrow && asked !== "";
  const table = <CompetencyTable unit={unit.id} lines={lines} chosen={narrow ? "" : line.competency.id} />;
  return (
    <>
      <p className="heat-conclusion">
        {t.unitConclusion(
          fmt.number(conclusion.people),
          fmt.percent(conclusion.share),
          inLocale(conclusion.weakest.competency.name_vi, conclusion.weakest.competency.name_en),
          fmt.percent(conclusion.weakest.share),
        )}
      </p>
      {drilled ? (
        <Drilled unit={unit.id} line={line} />
      ) : narrow ? (
        <>
          {table}
          {facts}
        </>
      ) : (
        <div className="columns">
          <div className="stack">
            {table}
            {facts}
          </div>
          <LackingPeople key={line.competency.id} unit={unit.id} line={line} />
        </div>
      )}
    </>
  );
}

/** On a narrow screen people take the place of the table, with a way back to it. */
function Drilled({ unit, line }: { unit: string; line: CompetencyShare }) {
  const t = useT(text);
  const back = useRef<HTMLDivElement>(null);
  useEffect(() => back.current?.scrollIntoView({ block: "start" }), []);
  return (
    <div className="stack" ref={back}>
      <Link href={to(paths.unit, { unit })} className="page-header-back">
        <ChevronLeft aria-hidden="true" />
        {t.allCompetencies}
      </Link>
      <LackingPeople key={line.competency.id} unit={unit} line={line} />
    </div>
  );
}

function NoNumbers({ unit, heat }: { unit: Schema<"UnitDetail">; heat: Heat }) {
  const t = useT(text);
  const commune = unit.ancestors.find(({ kind }) => isCommune(kind));
  const readable = commune && heat.units.some(({ id }) => id === commune.id);
  return (
    <EmptyState
      title={isCommune(unit.kind) ? t.outside : t.ofCommune}
      action={
        readable && (
          <LinkButton href={to(paths.unit, { unit: commune.id })}>
            {t.toCommune(inLocale(commune.name, commune.name_en))}
          </LinkButton>
        )
      }
    />
  );
}
