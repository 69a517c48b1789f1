import { useId } from "react";
import { useT } from "@/lib/i18n";
import { Button, Field, FieldError, Select, useForm } from "@/ui";
import type { Limit } from "../api";
import { text } from "../i18n";
import { showing } from "../rules";
import { NumberField } from "./number-field";

interface LimitFieldsProps {
  limit: Limit;
  index: number;
  onChange: (next: Limit) => void;
  onRemove: () => void;
}

/** A limit of its own for one kind in competencies of a code. */
export function LimitFields({ limit, index, onChange, onRemove }: LimitFieldsProps) {
  const t = useT(text);
  const id = useId();
  const path = `limits[${index}]`;
  const error = useForm().errors[path];
  return (
    <div className="rules-part" role="group" aria-labelledby={id}>
      <div className="row-between">
        <strong id={id}>{t.limitNo(index + 1)}</strong>
        <Button kind="quiet" small onClick={onRemove}>
          {t.removeLimit(index + 1)}
        </Button>
      </div>
      <div className="rules-fields">
        <Field
          label={t.scopeLabel}
          name={`${path}.scope`}
          maxLength={32}
          value={limit.scope}
          onChange={(event) => onChange({ ...limit, scope: event.currentTarget.value })}
        />
        <Select
          label={t.kindLabel}
          name={`${path}.kind`}
          value={limit.kind}
          onChange={(event) => onChange({ ...limit, kind: event.currentTarget.value as Limit["kind"] })}
        >
          {showing.map((kind) => (
            <option key={kind} value={kind}>
              {t.kinds[kind]}
            </option>
          ))}
        </Select>
        <NumberField
          label={t.mostLabel}
          name={`${path}.max_level`}
          max={5}
          value={limit.max_level}
          onChange={(max_level) => onChange({ ...limit, max_level })}
        />
        <NumberField
          label={t.monthsLabel}
          name={`${path}.valid_months`}
          max={600}
          value={limit.valid_months}
          onChange={(valid_months) => onChange({ ...limit, valid_months })}
        />
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
