import { useId } from "react";
import { useT } from "@/lib/i18n";
import { Button, Choices, Field, FieldError, Select, useForm } from "@/ui";
import type { Demand } from "../api";
import { text } from "../i18n";
import { levels, showing } from "../rules";

interface DemandFieldsProps {
  demand: Demand;
  index: number;
  onChange: (next: Demand) => void;
  onRemove: () => void;
}

/** What a level needs beside other evidence. */
export function DemandFields({ demand, index, onChange, onRemove }: DemandFieldsProps) {
  const t = useT(text);
  const id = useId();
  const path = `demands[${index}]`;
  const error = useForm().errors[path];
  return (
    <div className="rules-part" role="group" aria-labelledby={id}>
      <div className="row-between">
        <strong id={id}>{t.demandNo(index + 1)}</strong>
        <Button kind="quiet" small onClick={onRemove}>
          {t.removeDemand(index + 1)}
        </Button>
      </div>
      <div className="rules-fields">
        <Field
          label={t.scopeLabel}
          hint={t.scopeAll}
          name={`${path}.scope`}
          optional
          maxLength={32}
          value={demand.scope}
          onChange={(event) => onChange({ ...demand, scope: event.currentTarget.value })}
        />
        <Select
          label={t.fromLabel}
          name={`${path}.from`}
          value={demand.from}
          onChange={(event) => onChange({ ...demand, from: Number(event.currentTarget.value) })}
        >
          {levels.map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </Select>
        <Select
          label={t.lowerLabel}
          name={`${path}.lower`}
          value={demand.lower}
          onChange={(event) => onChange({ ...demand, lower: Number(event.currentTarget.value) })}
        >
          {[0, 1, 2, 3, 4].map((lower) => (
            <option key={lower} value={lower}>
              {lower}
            </option>
          ))}
        </Select>
      </div>
      <Choices
        multiple
        legend={t.oneOf}
        name={`${path}.kinds`}
        options={showing.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
        value={demand.kinds}
        onChange={(kinds) => onChange({ ...demand, kinds })}
      />
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
