import { useId } from "react";
import { useT } from "@/lib/i18n";
import { Field, FieldError, useForm } from "@/ui";
import type { Rule } from "../api";
import { text } from "../i18n";
import { fromPercent, toPercent } from "../rules";

/** What one kind of evidence can show. */
export function KindFields({ rule, onChange }: { rule: Rule; onChange: (next: Rule) => void }) {
  const t = useT(text);
  const id = useId();
  const path = `kinds.${rule.kind}`;
  const error = useForm().errors[path];
  return (
    <div className="rules-part" role="group" aria-labelledby={id}>
      <strong id={id}>{t.kinds[rule.kind]}</strong>
      <div className="rules-fields">
        <Field
          label={t.mostLabel}
          name={`${path}.max_level`}
          type="number"
          min={0}
          max={5}
          value={rule.max_level}
          onChange={(event) => onChange({ ...rule, max_level: Number(event.currentTarget.value) })}
        />
        <Field
          label={t.monthsLabel}
          name={`${path}.valid_months`}
          type="number"
          min={0}
          max={600}
          value={rule.valid_months}
          onChange={(event) => onChange({ ...rule, valid_months: Number(event.currentTarget.value) })}
        />
        <Field
          label={t.strengthLabel}
          name={`${path}.strength`}
          type="number"
          min={0}
          max={100}
          value={toPercent(rule.strength)}
          onChange={(event) => onChange({ ...rule, strength: fromPercent(event.currentTarget.value) })}
        />
        <Field
          label={t.warnLabel}
          name={`${path}.warn_days`}
          type="number"
          min={0}
          max={365}
          value={rule.warn_days}
          onChange={(event) => onChange({ ...rule, warn_days: Number(event.currentTarget.value) })}
        />
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
