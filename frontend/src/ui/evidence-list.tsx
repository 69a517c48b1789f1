import type { ReactNode } from "react";
import type { Schema } from "@/api/client";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge } from "./badge";
import { text } from "./evidence-i18n";

type Item = Schema<"EvidenceItem">;

const instant = /^\d{4}-\d{2}-\d{2}T/;

/** A sentence of the server about evidence; the instants among its arguments become days. Needs `loadServerTexts` before. */
export function evidenceSentence(key: string, args: Record<string, unknown> = {}): string {
  const readable = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" && instant.test(value) ? fmt.date(value) : value,
    ]),
  );
  return serverText(key, readable) ?? "";
}

/** An entry counts until before the instant given; at midnight that is the day before. */
const lastMoment = (until: string) => new Date(Date.parse(until) - 1).toISOString();

/** What stands behind a level: the entries that count, then those that do not, each with its reason and what may be done with it. */
export function EvidenceList({ items, action }: { items: Item[]; action?: (item: Item) => ReactNode }) {
  const t = useT(text);
  const counted = items.filter((item) => item.counted);
  const rest = items.filter((item) => !item.counted);
  return (
    <div className="stack">
      <h3>{t.counted(counted.length)}</h3>
      {counted.length === 0 ? (
        <p className="muted">{t.noneCounted}</p>
      ) : (
        <Rows items={counted} action={action} />
      )}
      {rest.length > 0 && (
        <>
          <h3>{t.notCounted(rest.length)}</h3>
          <Rows items={rest} action={action} />
        </>
      )}
    </div>
  );
}

/** Basis points of what a perfect observation would say, in a word. */
const strengthOf = (points: number) => (points < 4000 ? "weak" : points < 7500 ? "medium" : "strong");

function Rows({ items, action }: { items: Item[]; action?: (item: Item) => ReactNode }) {
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={item.id} className="stack-tight">
          <Row item={item} />
          {action?.(item)}
        </li>
      ))}
    </ul>
  );
}

function Row({ item }: { item: Item }) {
  const t = useT(text);
  const source = [
    fmt.date(item.observed_at),
    [t.capacities[item.capacity], item.actor].filter(Boolean).join(": "),
    item.valid_until && t.validUntil(fmt.date(lastMoment(item.valid_until))),
    item.strength > 0 && t.strength[strengthOf(item.strength)],
  ];
  return (
    <>
      <div className="row-between">
        <strong>{evidenceSentence(item.description_key, item.description_args)}</strong>
        <Badge tone={item.counted ? "ok" : "neutral"}>
          {item.counted ? t.countedAs(item.shows) : t.notCountedShort}
        </Badge>
      </div>
      <p>{evidenceSentence(item.reason_key, item.reason_args)}</p>
      {item.reason && <p>{t.given(item.reason)}</p>}
      <p className="small muted">{source.filter(Boolean).join(" · ")}</p>
      {item.seal && <p className="small muted">{t.sealed(item.number, item.seal.slice(0, 8))}</p>}
    </>
  );
}
