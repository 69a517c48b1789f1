import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, LevelBar } from "@/ui";
import type { Target } from "../api";
import { text } from "../i18n";
import { ActionLine } from "./action-line";

/** One target: where the person stands, what is wanted by when, and what to do for it. */
export function TargetCard({
  target,
  own,
  onTick,
}: {
  target: Target;
  own: boolean;
  onTick?: (action: string, done: boolean) => void;
}) {
  const t = useT(text);
  const { competency } = target;
  return (
    <li className="plan-target">
      <div className="row-between">
        <h3>{inLocale(competency.name_vi, competency.name_en)}</h3>
        {target.met ? (
          <Badge tone="ok">{t.met}</Badge>
        ) : target.overdue ? (
          <Badge tone="bad">{t.late}</Badge>
        ) : null}
      </div>
      <LevelBar have={target.level} need={target.level_to} />
      <p className="muted small">
        {t.levels(target.level_from, target.level_to)} {t.until(fmt.date(target.until_on))} ·{" "}
        {t.whys[target.why]}
      </p>
      {target.actions.length === 0 ? (
        <p className="muted">{t.noActions}</p>
      ) : (
        <ul className="plain-list divided plan-actions" aria-label={t.actions}>
          {target.actions.map((action) => (
            <li key={action.id}>
              <ActionLine
                action={action}
                competency={competency}
                own={own}
                onTick={onTick && action.id ? (done) => onTick(action.id ?? "", done) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
