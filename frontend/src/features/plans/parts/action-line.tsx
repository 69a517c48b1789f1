import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Check } from "@/ui";
import type { Action, Competency } from "../api";
import { text } from "../i18n";
import { isManual, placeOf } from "../rules";

const tones = { todo: "neutral", under_way: "info", done: "ok" } as const;

/** One action with how far it is. `own` leads to where it is done; `onTick` lets the reader say that it is. */
export function ActionLine({
  action,
  competency,
  own,
  onTick,
}: {
  action: Action;
  competency: Competency;
  own: boolean;
  onTick?: (done: boolean) => void;
}) {
  const t = useT(text);
  const title = inLocale(action.title_vi, action.title_en);
  const place = own ? placeOf(action, competency) : undefined;
  const counted =
    action.kind === "course" ? t.lessons(action.done, action.of) : t.sessions(action.done, action.of);
  return (
    <div className="plan-action">
      <div className="plan-action-words">
        <span className="muted small">{t.kinds[action.kind]}</span>
        {place ? <Link href={place}>{title}</Link> : <span>{title}</span>}
        <span className="muted small">
          {t.until(fmt.date(action.until_on))}
          {(action.done > 0 || action.of > 0) && ` · ${counted}`}
        </span>
      </div>
      {onTick && isManual(action.kind) ? (
        <Check
          label={
            <>
              {t.tick}
              <span className="visually-hidden">: {title}</span>
            </>
          }
          checked={action.standing === "done"}
          onChange={onTick}
        />
      ) : (
        <span className="row">
          {action.late && <Badge tone="warn">{t.late}</Badge>}
          <Badge tone={tones[action.standing]}>{t.standings[action.standing]}</Badge>
        </span>
      )}
    </div>
  );
}
