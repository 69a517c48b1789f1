import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Disclosure } from "@/ui";
import type { Event } from "../api";
import { text } from "../i18n";
import { whenOf } from "../words";

/** What happened, the latest first. */
export function History({ events }: { events: Event[] }) {
  const t = useT(text);
  return (
    <Disclosure summary={t.history}>
      <ol className="plain-list divided">
        {events.toReversed().map((each) => (
          <li key={`${each.at} ${each.deed} ${each.on ?? ""}`} className="stack-tight">
            <div>
              <strong>{t.deeds[each.deed]}</strong>
              {each.on !== undefined && ` · ${whenOf({ on: each.on, half: each.half ?? 0 })}`}
              {each.deed !== "ask" && each.specialist && ` · ${each.specialist}`}
            </div>
            {each.reason && <div>{each.reason}</div>}
            <div className="small muted">{[each.by, fmt.dateTime(each.at)].filter(Boolean).join(" · ")}</div>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
