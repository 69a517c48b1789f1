import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Card, EmptyState, Load, PageHeader, Select, Table } from "@/ui";
import type { TrendPoint } from "../api";
import { heatMap, trend, unit as unitQuery } from "../api";
import { PrintButton } from "../parts/print-button";
import { SkillSelect } from "../parts/skill-select";
import { TrendChart } from "../parts/trend-chart";
import { Views } from "../parts/views";
import { shareOf } from "../rules";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

/** How the share met moved, month by month, in the province or one commune. */
export default function TrendPage() {
  const t = useT(text);
  const [unit, setUnit] = useQueryState("don-vi");
  const [skill, setSkill] = useQueryState("nang-luc");
  const found = useQuery({ ...unitQuery(unit), enabled: unit !== "" }).data;
  const communes = useQuery(heatMap({ position: "", critical: false })).data?.units;
  const query = useQuery({ ...trend(unit, skill), placeholderData: keepPreviousData });
  const name = unit && found ? inLocale(found.name, found.name_en) : "";
  return (
    <div className="page">
      <PageHeader
        title={name ? t.of(t.trend, name) : t.trend}
        back={unit ? { href: to(paths.unit, { unit }), label: t.overview } : undefined}
        actions={query.data && <PrintButton />}
      />
      <Views at="trend" unit={unit || undefined} />
      <p className="muted">{t.trendHint}</p>
      <div className="view-filters no-print">
        <Select label={t.unit} value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
          <option value="">{t.allUnits}</option>
          {communes?.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
        <SkillSelect value={skill} onChange={setSkill} />
      </div>
      <Load query={query} lines={10}>
        {({ points }) =>
          points.length === 0 ? (
            <EmptyState title={t.noTrend}>{t.noTrendText}</EmptyState>
          ) : (
            <Numbers points={points} />
          )
        }
      </Load>
    </div>
  );
}

function Numbers({ points }: { points: TrendPoint[] }) {
  const t = useT(text);
  const share = (point: TrendPoint | undefined) => fmt.percent((point && shareOf(point)) ?? 0);
  return (
    <>
      <p className="heat-conclusion">{t.trendOf(share(points.at(-1)), share(points[0]))}</p>
      <div className="stack">
        <Card>
          <TrendChart points={points} />
        </Card>
        <Card>
          <Table
            caption={t.trend}
            rows={points.toReversed()}
            rowKey={({ day }) => day}
            columns={[
              {
                key: "ngay",
                head: t.month,
                cell: ({ day, computed }) => (
                  <>
                    {fmt.date(day)} {computed && <span className="small muted">({t.computed})</span>}
                  </>
                ),
              },
              { key: "can", head: t.required, end: true, cell: (row) => fmt.number(row.required) },
              {
                key: "thieu",
                head: t.missingCount,
                end: true,
                cell: (row) => fmt.number(row.required - row.met),
              },
              { key: "ty-le", head: t.share, end: true, cell: share },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
