import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Card } from "@/ui";
import type { Request } from "../api";
import { text } from "../i18n";
import { toneOf } from "../rules";

/** Requests, one below the other. */
export function RequestList({ items, href }: { items: Request[]; href: (item: Request) => string }) {
  const t = useT(text);
  return (
    <Card>
      <ul className="plain-list divided">
        {items.map((item) => (
          <li key={item.id} className="stack-tight">
            <div className="row-between">
              <Link href={href(item)}>
                <strong>{inLocale(item.field.name_vi, item.field.name_en)}</strong>
              </Link>
              <Badge tone={toneOf(item.state)}>{t.states[item.state]}</Badge>
            </div>
            <div>{item.unit.name}</div>
            <div className="small muted">
              {[
                inLocale(item.competency_vi, item.competency_en),
                t.period(fmt.date(item.from_on), fmt.date(item.until_on)),
                t.wanted(item.half_days, item.newcomers),
              ].join(" · ")}
            </div>
            {item.specialist && (
              <div className="small">
                {[
                  t.by(item.specialist.full_name, item.home),
                  item.state === "accepted" || item.state === "done"
                    ? t.progress(item.confirmed, item.planned)
                    : "",
                  item.next_on && t.next(fmt.date(item.next_on)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
