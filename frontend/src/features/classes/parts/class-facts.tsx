import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { Card, Notice, Table } from "@/ui";
import type { ClassDetail } from "../api";
import { text } from "../i18n";
import { Schedule } from "./when";

type Quota = ClassDetail["quotas"][number];

/** What is planned of a class. */
export function ClassFacts({ found }: { found: ClassDetail }) {
  const t = useT(text);
  return (
    <div className="stack">
      {found.reason && <Notice tone="bad">{`${t.whyCancelled}: ${found.reason}`}</Notice>}
      <div className="columns">
        <Card title={t.about}>
          <dl className="facts">
            <dt>{t.codeWord}</dt>
            <dd>{found.code}</dd>
            <dt>{t.place}</dt>
            <dd>{found.place}</dd>
            <dt>{t.nominateBy}</dt>
            <dd>{fmt.date(found.nominate_by)}</dd>
            <dt>{t.seatsWord}</dt>
            <dd>
              {t.seatsTaken(fmt.number(found.taken), fmt.number(found.seats))}
              {found.waiting > 0 && `, ${t.waitingCount(fmt.number(found.waiting))}`}
            </dd>
            <dt>{t.trainer}</dt>
            <dd>{found.trainer?.full_name ?? t.noTrainer}</dd>
            <dt>{t.shows}</dt>
            <dd>
              {found.competencies.length === 0 && t.noShows}
              {found.competencies.map(({ id, name_vi, name_en, level }) => (
                <div key={id}>
                  {inLocale(name_vi, name_en)}, {t.levelOf(level).toLowerCase()}
                </div>
              ))}
            </dd>
          </dl>
          {found.note && <p className="prose">{found.note}</p>}
        </Card>
        <Card title={t.schedule}>
          <Schedule sessions={found.sessions} />
        </Card>
      </div>
      <section className="stack" aria-label={t.quotaTable}>
        <h2>{t.quotaTable}</h2>
        {found.quotas.length === 0 ? (
          <p className="muted">{t.noQuotas}</p>
        ) : (
          <QuotaTable quotas={found.quotas} />
        )}
      </section>
    </div>
  );
}

function QuotaTable({ quotas }: { quotas: Quota[] }) {
  const t = useT(text);
  const columns: Column<Quota>[] = [
    { key: "unit", head: t.quotaColumns.unit, cell: ({ unit }) => inLocale(unit.name, unit.name_en) },
    { key: "seats", head: t.quotaColumns.seats, end: true, cell: ({ seats }) => fmt.number(seats) },
    { key: "used", head: t.quotaColumns.used, end: true, cell: ({ used }) => fmt.number(used) },
  ];
  return <Table caption={t.quotaTable} columns={columns} rows={quotas} rowKey={({ unit }) => unit.id} />;
}
