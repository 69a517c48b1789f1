import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Card } from "@/ui";
import type { Item } from "../api";
import { text } from "../i18n";
import { toneOf } from "../rules";

/** Items, one below the other; with `named` each says whose it is. */
export function ItemList({
  items,
  href,
  named,
}: {
  items: Item[];
  href: (item: Item) => string;
  named?: boolean;
}) {
  const t = useT(text);
  return (
    <Card>
      <ul className="plain-list divided">
        {items.map((item) => (
          <li key={item.id} className="stack-tight">
            <div className="row-between">
              <Link href={href(item)}>
                <strong>{item.title}</strong>
              </Link>
              <Badge tone={toneOf(item.state)}>
                {item.state === "in_review" && named && item.taker
                  ? t.takenBy(item.taker)
                  : t.states[item.state]}
              </Badge>
            </div>
            {named && <div>{[item.full_name, item.code, item.unit].join(" · ")}</div>}
            <div className="small muted">
              {[
                t.kinds[item.kind],
                item.issuer,
                t.counts(item.claims, item.files),
                item.decided_at
                  ? t.decidedOn(fmt.date(item.decided_at))
                  : item.submitted_at && t.submittedOn(fmt.date(item.submitted_at)),
              ]
                .filter(Boolean)
                .join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
