import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Card } from "@/ui";
import type { Detail } from "../api";
import { text } from "../i18n";

/** What a counter asked for. */
export function Facts({ item }: { item: Detail }) {
  const t = useT(text);
  return (
    <Card title={t.facts}>
      <p className="prose">{item.reason}</p>
      <dl className="facts">
        <dt>{t.unit}</dt>
        <dd>{item.unit.name}</dd>
        <dt>{t.competency}</dt>
        <dd>{[inLocale(item.competency_vi, item.competency_en), t.levelOption(item.level)].join(" · ")}</dd>
        <dt>{t.halfDays}</dt>
        <dd>
          {[
            t.wanted(item.half_days, item.newcomers),
            t.period(fmt.date(item.from_on), fmt.date(item.until_on)),
          ].join(" · ")}
        </dd>
        <dt>{t.who}</dt>
        <dd>{item.specialist ? t.by(item.specialist.full_name, item.home) : t.nobody}</dd>
      </dl>
      <p className="small muted">{t.askedBy(item.asked_by, fmt.date(item.asked_at))}</p>
    </Card>
  );
}
