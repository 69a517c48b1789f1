import { useId } from "react";
import { useT } from "@/lib/i18n";
import { FieldError, useForm } from "@/ui";
import type { Rule } from "../api";
import { text } from "../i18n";
import { fromPercent, toPercent } from "../rules";
import { NumberField } from "./number-field";

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
        <NumberField
          label={t.mostLabel}
          name={`${path}.max_level`}
          max={5}
          value={rule.max_level}
          onChange={(max_level) => onChange({ ...rule, max_level })}
        />
        <NumberField
          label={t.monthsLabel}
          name={`${path}.valid_months`}
          max={600}
          value={rule.valid_months}
          onChange={(valid_months) => onChange({ ...rule, valid_months })}
        />
        <NumberField
          label={t.strengthLabel}
          name={`${path}.strength`}
          max={100}
          value={toPercent(rule.strength)}
          onChange={(percent) => onChange({ ...rule, strength: fromPercent(percent) })}
        />
        <NumberField
          label={t.warnLabel}
          name={`${path}.warn_days`}
          max={365}
          value={rule.warn_days}
          onChange={(warn_days) => onChange({ ...rule, warn_days })}
        />
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
