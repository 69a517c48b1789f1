import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Card } from "@/ui";
import type { Action, Difference, Plan, Target } from "../api";
import { text } from "../i18n";

const tones = { same: "neutral", added: "ok", removed: "bad", changed: "warn" } as const;

/** A change asked of an agreed plan, beside what is agreed. */
export function ChangeView({ plan }: { plan: Plan }) {
  const t = useT(text);
  const { change } = plan;
  if (!change) return null;
  const rows = change.rows.filter(({ mark }) => mark !== "same");
  return (
    <Card title={t.changeTitle}>
      {change.until_on !== plan.until_on && <p>{t.changeUntil(fmt.date(change.until_on))}</p>}
      <ul className="plain-list divided">
        {rows.map((row) => (
          <Row key={(row.after ?? row.before)?.competency.id} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ row }: { row: Difference }) {
  const t = useT(text);
  const competency = (row.after ?? row.before)?.competency;
  return (
    <li className="stack-tight">
      <div className="row">
        <Badge tone={tones[row.mark]}>{t.marks[row.mark]}</Badge>
        <h3>{competency && inLocale(competency.name_vi, competency.name_en)}</h3>
      </div>
      <div className="plan-beside">
        <Side
          title={t.now}
          target={row.before}
          lines={row.actions.map(({ mark, before }) => ({ mark, action: before }))}
        />
        <Side
          title={t.asked2}
          target={row.after}
          lines={row.actions.map(({ mark, after }) => ({ mark, action: after }))}
        />
      </div>
    </li>
  );
}

function Side({
  title,
  target,
  lines,
}: {
  title: string;
  target: Target | undefined;
  lines: { mark: Difference["mark"]; action: Action | undefined }[];
}) {
  const t = useT(text);
  return (
    <div className="plan-side">
      <p className="muted small">{title}</p>
      {target ? (
        <p>
          {t.level(target.level_to)} {t.until(fmt.date(target.until_on))}
        </p>
      ) : (
        <p className="muted">{t.notChosen}</p>
      )}
      <ul className="plan-side-actions">
        {lines.map(({ mark, action }) =>
          action ? (
            <li key={action.id}>
              {mark !== "same" && <strong>{t.marks[mark]}: </strong>}
              {t.kinds[action.kind]} {inLocale(action.title_vi, action.title_en)}{" "}
              <span className="muted small">{t.until(fmt.date(action.until_on))}</span>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}
