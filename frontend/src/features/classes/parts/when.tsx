import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Half } from "../api";
import { text } from "../i18n";

/** "12/03/2027 – 14/03/2027", or the one day. */
export function Dates({ from, until }: { from: string; until: string }) {
  const t = useT(text);
  return <>{t.dates(fmt.date(from), fmt.date(until))}</>;
}

/** The half-days of a class in their order, with what else is known of each. */
export function Schedule({
  sessions,
  aside,
}: {
  sessions: { id: string; position: number; day: string; half: Half }[];
  aside?: (index: number) => string;
}) {
  const t = useT(text);
  return (
    <ol className="plain-list stack-tight">
      {sessions.map(({ id, position, day, half }, index) => (
        <li key={id}>
          {t.session(position)}: <strong>{t.halfDay(t.halves[half], fmt.date(day))}</strong>{" "}
          <span className="muted">{t.hours[half]}</span>
          {aside?.(index) && ` · ${aside(index)}`}
        </li>
      ))}
    </ol>
  );
}
