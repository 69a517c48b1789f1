import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Card } from "@/ui";
import type { Detail } from "../api";
import { text } from "../i18n";

/** What an item says, and what a reviewer found. */
export function ItemFacts({ item }: { item: Detail }) {
  const t = useT(text);
  const facts: [string, string | undefined][] = [
    [t.kind, t.kinds[item.kind]],
    [t.issuer, item.issuer],
    [t.issuedOn, item.issued_on && fmt.date(item.issued_on)],
    [t.validUntil, item.valid_until && fmt.date(item.valid_until)],
    [t.note, item.note],
  ];
  return (
    <Card title={t.facts}>
      <dl className="facts">
        {facts.flatMap(([term, words]) =>
          words ? [<dt key={term}>{term}</dt>, <dd key={`${term}-words`}>{words}</dd>] : [],
        )}
      </dl>
      <h3>{t.claims}</h3>
      <ul className="plain-list divided">
        {item.claimed.map(({ competency, level, shown, note, settled }) => (
          <li key={competency.id} className="stack-tight">
            <div className="row-between">
              <span>{inLocale(competency.name_vi, competency.name_en)}</span>
              {shown === undefined ? (
                <Badge>{t.claimed(level)}</Badge>
              ) : (
                <Badge tone={shown > 0 ? "ok" : "neutral"}>{t.shown(shown)}</Badge>
              )}
            </div>
            <span className="small muted">
              {[shown !== undefined && t.claimed(level), t.settled(settled)].filter(Boolean).join(" · ")}
            </span>
            {note && <p>{note}</p>}
          </li>
        ))}
      </ul>
      {item.words && (
        <>
          <h3>{t.words}</h3>
          <p>{item.words}</p>
          {item.decided_at && (
            <p className="small muted">{t.decidedBy(item.decider ?? "", fmt.date(item.decided_at))}</p>
          )}
        </>
      )}
    </Card>
  );
}
