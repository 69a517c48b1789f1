import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { Badge, Card, Check, EmptyState, Load, PageHeader, Table } from "@/ui";
import type { Cover, Fragile, ProcedureCover } from "../api";
import { fragile, unit as unitQuery } from "../api";
import { PrintButton } from "../parts/print-button";
import { Simulate } from "../parts/simulate";
import { Views } from "../parts/views";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

const few = 2;

/** What in a commune hangs on nobody or on one person, and what an absence would break. */
export default function UnitFragile() {
  const t = useT(text);
  const { unit: id } = usePageParams(paths.unitFragile);
  const unit = useQuery(unitQuery(id)).data;
  const query = useQuery(fragile(id));
  return (
    <div className="page wide-page">
      <PageHeader
        title={unit ? t.of(t.fragile, inLocale(unit.name, unit.name_en)) : t.fragile}
        back={{ href: to(paths.unit, { unit: id }), label: t.overview }}
        actions={query.data && <PrintButton />}
      />
      <Views at="fragile" unit={id} />
      <Load query={query} lines={10}>
        {(found) => <Today found={found} unit={id} />}
      </Load>
      <Simulate unit={id} />
    </div>
  );
}

function Today({ found, unit }: { found: Fragile; unit: string }) {
  const t = useT(text);
  const [all, setAll] = useQueryState("tat-ca");
  const count = (able: number) => found.competencies.filter((each) => each.able === able).length;
  const shown = <T extends { able: number }>(items: T[]) =>
    all ? items : items.filter(({ able }) => able <= few);
  const competencies = shown(found.competencies);
  const procedures = shown(found.procedures);
  return (
    <>
      <p className="heat-conclusion">{t.fragileSum(count(0), count(1))}</p>
      <p className="muted">{t.fragileHint}</p>
      <div className="no-print">
        <Check label={t.onlyFragile} checked={!all} onChange={(on) => setAll(on ? "" : "1")} />
      </div>
      <div className="stack">
        <Card title={t.competency}>
          {competencies.length === 0 ? (
            <EmptyState title={t.skillsFine} />
          ) : (
            <Competencies rows={competencies} />
          )}
        </Card>
        <Card title={t.procedures}>
          {procedures.length === 0 ? (
            <EmptyState title={t.proceduresFine} />
          ) : (
            <Procedures rows={procedures} unit={unit} />
          )}
        </Card>
      </div>
    </>
  );
}

function useAble() {
  const t = useT(text);
  return (able: number) => (
    <Badge tone={able === 0 ? "bad" : able === 1 ? "warn" : "neutral"}>
      {able === 0 ? t.noneAble : able === 1 ? t.oneAble : t.ableCount(fmt.number(able))}
    </Badge>
  );
}

const nameOf = ({ competency }: Cover) => inLocale(competency.name_vi, competency.name_en);

function Competencies({ rows }: { rows: Cover[] }) {
  const t = useT(text);
  const able = useAble();
  return (
    <Table
      caption={t.competency}
      rows={rows}
      rowKey={({ competency }) => competency.id}
      columns={[
        {
          key: "ten",
          head: t.competency,
          cell: (row) => (
            <>
              {nameOf(row)} {row.critical && <Badge tone="info">{t.critical}</Badge>}
            </>
          ),
        },
        { key: "muc", head: t.bar, end: true, cell: ({ level }) => fmt.number(level) },
        {
          key: "lam-duoc",
          head: t.able,
          cell: (row) => (
            <>
              {able(row.able)}
              {row.only && (
                <>
                  <br />
                  <Link href={to(paths.person, { id: row.only.id }, { "nang-luc": row.competency.id })}>
                    {row.only.full_name}
                  </Link>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Procedures({ rows, unit }: { rows: ProcedureCover[]; unit: string }) {
  const t = useT(text);
  const able = useAble();
  return (
    <Table
      caption={t.procedures}
      rows={rows}
      rowKey={({ procedure }) => procedure.id}
      columns={[
        {
          key: "ten",
          head: t.procedures,
          cell: ({ procedure }) => <span lang="vi">{inLocale(procedure.name_vi, procedure.name_en)}</span>,
        },
        { key: "lam-duoc", head: t.able, cell: (row) => able(row.able) },
        {
          key: "can",
          head: t.procedureNeeds,
          cell: ({ procedure, needs }) => (
            <>
              {needs
                .slice(0, few)
                .map(
                  (need) => `${nameOf(need)}, ${t.level(need.level)}: ${t.ableCount(fmt.number(need.able))}`,
                )
                .join("; ")}
              <br />
              <Link
                className="no-print"
                href={to(paths.procedureNeed, { id: procedure.id }, { "don-vi": unit })}
                aria-label={`${t.whyNeeded} ${inLocale(procedure.name_vi, procedure.name_en)}`}
              >
                {t.whyNeeded}
              </Link>
            </>
          ),
        },
      ]}
    />
  );
}
