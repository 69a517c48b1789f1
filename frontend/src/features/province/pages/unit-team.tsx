import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import {
  Badge,
  Card,
  Check,
  EmptyState,
  LinkButton,
  Load,
  PageHeader,
  QueryPager,
  SearchBox,
  Select,
  Table,
} from "@/ui";
import type { Member } from "../api";
import { offices, positions, shares, team, unit as unitQuery } from "../api";
import { Views } from "../parts/views";
import { text as heatText } from "../i18n";
import { shareOf } from "../rules";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

const yes = "1";

/** The people of a commune or one of its offices, and what each still lacks. */
export default function UnitTeam() {
  const t = useT(text);
  const { unit: id } = usePageParams(paths.unitTeam);
  const query = useQuery(unitQuery(id));
  const filters = useTeamFilters(id);
  return (
    <div className="page">
      <PageHeader
        title={query.data ? t.of(t.team, inLocale(query.data.name, query.data.name_en)) : t.team}
        back={{ href: to(paths.unit, { unit: id }), label: t.overview }}
      />
      <Views at="team" unit={id} />
      <Bar unit={id} filters={filters} />
      <div className="columns">
        <People filters={filters} />
        <ByCompetency filters={filters} />
      </div>
    </div>
  );
}

function useTeamFilters(commune: string) {
  const [q, setQ] = useQueryState("tim");
  const [office, setOffice] = useQueryState("phong");
  const [position, setPosition] = useQueryState("vi-tri");
  const [critical, setCritical] = useQueryState("bat-buoc");
  return {
    unit: office || commune,
    q,
    setQ,
    office,
    setOffice,
    position,
    setPosition,
    critical: critical === yes,
    setCritical: (on: boolean) => setCritical(on ? yes : ""),
  };
}

type Filters = ReturnType<typeof useTeamFilters>;

function Bar({ unit, filters }: { unit: string; filters: Filters }) {
  const t = useT(text);
  const heat = useT(heatText);
  const { data: below } = useQuery(offices(unit));
  const { data: all } = useQuery(positions);
  return (
    <div className="view-filters no-print">
      <SearchBox label={t.findPerson} value={filters.q} onChange={filters.setQ} />
      <Select
        label={t.office}
        value={filters.office}
        onChange={(event) => filters.setOffice(event.currentTarget.value)}
      >
        <option value="">{t.allOffices}</option>
        {below?.items.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </Select>
      <Select
        label={heat.position}
        value={filters.position}
        onChange={(event) => filters.setPosition(event.currentTarget.value)}
      >
        <option value="">{heat.allPositions}</option>
        {all?.items.map((each) => (
          <option key={each.id} value={each.id}>
            {inLocale(each.name_vi, each.name_en)}
          </option>
        ))}
      </Select>
      <Check label={heat.critical} checked={filters.critical} onChange={filters.setCritical} />
    </div>
  );
}

function People({ filters }: { filters: Filters }) {
  const t = useT(text);
  const { unit, q, position, critical } = filters;
  const query = useInfiniteQuery(team({ unit, q, position, critical }));
  const columns: Column<Member>[] = [
    {
      key: "ten",
      head: t.person,
      cell: ({ staff }) => <Link href={to(paths.person, { id: staff.id })}>{staff.full_name}</Link>,
    },
    {
      key: "noi",
      head: t.place,
      cell: (row) => (
        <span className="small">
          {row.unit.name}
          <br />
          <span className="muted" lang="vi">
            {row.posts}
          </span>
        </span>
      ),
    },
    {
      key: "dat",
      head: t.met,
      end: true,
      cell: ({ summary }) => t.metOf(fmt.number(summary.met), fmt.number(summary.required)),
    },
    {
      key: "thieu",
      head: t.missing,
      end: true,
      cell: ({ summary }) => (
        <>
          {fmt.number(summary.gaps)}{" "}
          {summary.critical_gaps > 0 && (
            <Badge tone="warn">{t.criticalGaps(fmt.number(summary.critical_gaps))}</Badge>
          )}
        </>
      ),
    },
  ];
  return (
    <Card>
      <p className="small muted">{t.teamHint}</p>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState
                title={t.nobody}
                action={
                  <LinkButton kind="secondary" href={location.pathname}>
                    {t.clear}
                  </LinkButton>
                }
              >
                {t.nobodyText}
              </EmptyState>
            );
          return (
            <>
              <Table caption={t.team} columns={columns} rows={rows} rowKey={({ staff }) => staff.id} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}

function ByCompetency({ filters: { unit, position, critical } }: { filters: Filters }) {
  const t = useT(text);
  const query = useQuery(shares(unit, { position, critical }));
  return (
    <Card title={t.byCompetency}>
      <Load query={query} lines={10}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t.noneRequired} />
          ) : (
            <Table
              caption={t.byCompetency}
              rows={[...items].sort((a, b) => (shareOf(a) ?? 0) - (shareOf(b) ?? 0))}
              rowKey={({ competency }) => competency.id}
              columns={[
                {
                  key: "ten",
                  head: t.competency,
                  compare: (a, b) => compare(a.competency.name_vi, b.competency.name_vi),
                  cell: ({ competency }) => inLocale(competency.name_vi, competency.name_en),
                },
                {
                  key: "dat",
                  head: t.people,
                  end: true,
                  compare: (a, b) => a.required - a.met - (b.required - b.met),
                  cell: (row) => t.metOf(fmt.number(row.met), fmt.number(row.required)),
                },
                { key: "ty-le", head: t.share, end: true, cell: (row) => fmt.percent(shareOf(row) ?? 0) },
              ]}
            />
          )
        }
      </Load>
    </Card>
  );
}
