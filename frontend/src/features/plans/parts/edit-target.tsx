import { useState } from "react";
import { serverText } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { Button, Check, Field, Select } from "@/ui";
import { text } from "../i18n";
import type { DraftTarget } from "../rules";
import { AddAction } from "./add-action";

export interface EditTargetProps {
  who: string;
  target: DraftTarget;
  /** Where the server's faults of this target point to. */
  name: string;
  /** The last day of the plan. */
  until: string;
  onChange: (next: DraftTarget) => void;
}

/** One target to be taken or left, with its level, its day and what to do. */
export function EditTarget({ who, target, name, until, onChange }: EditTargetProps) {
  const t = useT(text);
  const [adding, setAdding] = useState(false);
  const words = inLocale(target.competency.name_vi, target.competency.name_en);
  const higher = [1, 2, 3, 4, 5].filter((level) => level > target.level || level === target.level_to);
  const reason = target.reason && serverText(target.reason.key, target.reason.args);
  return (
    <li className="plan-target">
      <Check
        label={
          <>
            <strong>{words}</strong>
            <span className="visually-hidden"> ({t.choose(words)})</span>
          </>
        }
        checked={target.chosen}
        onChange={(chosen) => onChange({ ...target, chosen })}
      />
      <p className="muted small">{reason ?? t.whys[target.why]}</p>
      {target.chosen && (
        <>
          <div className="plan-fields">
            <Select
              label={t.wanted}
              name={`${name}.level_to`}
              value={String(target.level_to)}
              onChange={(event) => onChange({ ...target, level_to: Number(event.currentTarget.value) })}
            >
              {higher.map((level) => (
                <option key={level} value={level}>
                  {t.level(level)}
                </option>
              ))}
            </Select>
            <Field
              label={t.due}
              name={`${name}.until_on`}
              type="date"
              max={until}
              value={target.until_on}
              onChange={(event) => onChange({ ...target, until_on: event.currentTarget.value })}
            />
          </div>
          {target.actions.length === 0 && <p className="muted">{t.noActions}</p>}
          <ul className="plain-list divided plan-actions" aria-label={t.actions}>
            {target.actions.map((action, index) => (
              <li key={action.key} className="plan-action">
                <div className="plan-action-words">
                  <span className="muted small">{t.kinds[action.kind]}</span>
                  <span>{action.title}</span>
                </div>
                <div className="plan-fields plan-action-fields">
                  <Field
                    label={t.due}
                    aria-label={`${t.due}: ${action.title}`}
                    name={`${name}.actions[${index}].until_on`}
                    type="date"
                    max={target.until_on}
                    value={action.until_on}
                    onChange={(event) => {
                      const until_on = event.currentTarget.value;
                      const actions = target.actions.map((each) =>
                        each.key === action.key ? { ...each, until_on } : each,
                      );
                      onChange({ ...target, actions });
                    }}
                  />
                  <Button
                    kind="quiet"
                    aria-label={t.removeNamed(action.title)}
                    onClick={() =>
                      onChange({ ...target, actions: target.actions.filter(({ key }) => key !== action.key) })
                    }
                  >
                    {t.remove}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
          {adding ? (
            <AddAction
              who={who}
              target={target}
              onAdd={(action) => {
                onChange({ ...target, actions: [...target.actions, action] });
                setAdding(false);
              }}
              onClose={() => setAdding(false)}
            />
          ) : (
            <div>
              <Button kind="secondary" small onClick={() => setAdding(true)}>
                {t.addAction}
                <span className="visually-hidden">: {words}</span>
              </Button>
            </div>
          )}
        </>
      )}
    </li>
  );
}
