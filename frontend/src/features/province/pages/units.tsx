import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Printer } from "lucide-react";
import { Redirect } from "wouter";
import { Problem } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import type { Locale } from "@/lib/i18n";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import {
  Button,
  Disclosure,
  EmptyState,
  HeatLegend,
  LinkButton,
  Load,
  PageHeader,
  phoneWidth,
  useNarrow,
} from "@/ui";
import type { Competency, Heat } from "../api";
import { heatMap } from "../api";
import { text } from "../i18n";
import { ExcelButton } from "../parts/excel-button";
import { HeatCards } from "../parts/heat-cards";
import type { HeatFilters } from "../parts/heat-filters";
import { ClearFilters, FilterWords, HeatFilterBar, useHeatFilters } from "../parts/heat-filters";
import { HeatTable } from "../parts/heat-table";
import { Views } from "../parts/views";
import "../province.css";
import "../views.css";
import type { Group, HeatColumn } from "../rules";
import { conclude, filterRows, groupsOf, overview, rowsOf, sortRows } from "../rules";

const nameOf = (of: Competency) => inLocale(of.name_vi, of.name_en);
const nameIn = (locale: Locale) => (of: Competency) => (locale === "en" && of.name_en) || of.name_vi;

/** The gaps of every commune in scope as a heat map. */
export default function Units() {
  const t = useT(text);
  const filters = useHeatFilters();
  const narrow = useNarrow(phoneWidth);
  const query = useQuery({
    ...heatMap({ position: filters.position, critical: filters.critical }),
    placeholderData: keepPreviousData,
  });
  const only = query.data?.units.length === 1 ? query.data.units[0] : undefined;
  // A ward's leader has but one: that one's page shows the same numbers.
  if (only) return <Redirect to={to(paths.unit, { unit: only.id })} replace />;
  const forbidden = query.error instanceof Problem && query.error.status === 403;
  return (
    <div className="page heat-page">
      <PageHeader
        title={t.title}
        actions={
          query.data && (
            <>
              <ExcelButton position={filters.position} critical={filters.critical} />
              {!narrow && (
                <Button kind="secondary" icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
                  {t.print}
                </Button>
              )}
            </>
          )
        }
      />
      {!forbidden && <Views at="heat" />}
      {forbidden ? (
        <EmptyState title={t.forbidden} action={<LinkButton href={paths.people}>{t.toPeople}</LinkButton>}>
          {t.forbiddenText}
        </EmptyState>
      ) : (
        <Load query={query} lines={12}>
          {(heat) => <HeatMap heat={heat} filters={filters} />}
        </Load>
      )}
    </div>
  );
}

function HeatMap({ heat, filters }: { heat: Heat; filters: HeatFilters }) {
  const t = useT(text);
  const locale = useLocale();
  const narrow = useNarrow(phoneWidth);
  const groups = useMemo(() => groupsOf(heat.competencies, nameIn(locale)), [heat, locale]);
  const group = narrow ? undefined : groups.find(({ key }) => key === filters.group);
  const columns = useMemo(() => group?.columns ?? overview(groups), [groups, group]);
  const rows = useMemo(
    () => sortRows(rowsOf(heat.units, columns), columns, filters.sort),
    [heat, columns, filters.sort],
  );
  const shown = filterRows(rows, filters.find, filters.onlyLow);
  const conclusion = useMemo(() => conclude(heat), [heat]);
  const status = t.shown(fmt.number(shown.length), fmt.number(rows.length));

  return (
    <>
      {conclusion && (
        <p className="heat-conclusion">
          {t.conclusion(
            fmt.number(conclusion.units),
            fmt.percent(conclusion.share),
            nameOf(conclusion.weakest.competency),
            fmt.percent(conclusion.weakest.share),
          )}
        </p>
      )}
      <HeatFilterBar filters={filters} groups={groups} status={status} narrow={narrow} />
      <FilterWords filters={filters} group={group?.name ?? t.summary} />
      {!conclusion || shown.length === 0 ? (
        <EmptyState
          title={conclusion ? t.nothingFound : t.noNumbers}
          action={<ClearFilters filters={filters} />}
        >
          {conclusion ? t.nothingFoundText : t.noNumbersText}
        </EmptyState>
      ) : narrow ? (
        <HeatCards rows={shown} competencies={heat.competencies} />
      ) : (
        <div className="stack">
          <HeatLegend />
          <HeatTable
            key={group?.key ?? ""}
            caption={t.tableOf(group?.name ?? t.summary)}
            columns={columns}
            rows={shown}
            overall={group ? t.groupOverall : t.overall}
            sort={filters.sort}
            onSort={filters.setSort}
          />
          <p className="small muted">{t.cellMeaning}</p>
          <ColumnKey columns={columns} groups={group ? [] : groups} />
        </div>
      )}
    </>
  );
}

/** The full names behind the heads: of competencies, or what each group holds. */
function ColumnKey({ columns, groups }: { columns: HeatColumn[]; groups: Group[] }) {
  const t = useT(text);
  const lines = groups.length
    ? groups.map(({ key, name, columns: inside }) => ({
        key,
        term: name,
        words: inside.map((column) => `${column.code} ${column.name}`).join("; "),
      }))
    : columns.map(({ key, code, name }) => ({ key, term: code, words: name }));
  return (
    <Disclosure summary={t.key}>
      <dl className="facts heat-key">
        {lines.map(({ key, term, words }) => [
          <dt key={`${key}-term`}>{term}</dt>,
          <dd key={key}>{words}</dd>,
        ])}
      </dl>
    </Disclosure>
  );
}
