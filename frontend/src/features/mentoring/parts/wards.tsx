import { useQuery } from "@tanstack/react-query";
import { inLocale, useT } from "@/lib/i18n";
import { Button, Combobox, FieldError, useForm } from "@/ui";
import type { Unit } from "../api";
import { findWards, nearWards } from "../api";
import { text } from "../profile-i18n";

const nameOf = (unit: Unit) => inLocale(unit.name, unit.name_en);
const search = async (q: string, signal: AbortSignal) =>
  (await findWards(q, signal)).map((unit) => ({ id: unit.id, label: nameOf(unit), unit }));

/** Communes to travel to: the bordering ones as buttons, others by search. */
export function Wards({ value, onChange }: { value: Unit[]; onChange: (next: Unit[]) => void }) {
  const t = useT(text);
  const error = useForm().errors["wards"];
  const near = useQuery(nearWards).data?.items ?? [];
  const chosen = (id: string) => value.some((each) => each.id === id);
  const drop = (id: string) => onChange(value.filter((each) => each.id !== id));
  const further = value.filter(({ id }) => near.every((each) => each.id !== id));
  return (
    <fieldset className="field">
      <legend className="choices-legend">{t.wards}</legend>
      <p className="field-hint">{t.wardsText}</p>
      <div className="chips">
        {near.map((unit) => (
          <button
            key={unit.id}
            type="button"
            className="chip"
            aria-pressed={chosen(unit.id)}
            onClick={() => (chosen(unit.id) ? drop(unit.id) : onChange([...value, unit]))}
          >
            {nameOf(unit)}
          </button>
        ))}
      </div>
      <Combobox
        label={t.wardSearch}
        name="ward"
        optional
        value={undefined}
        search={search}
        onChange={(option) => {
          const unit = option && "unit" in option ? (option.unit as Unit) : undefined;
          if (unit && !chosen(unit.id)) onChange([...value, unit]);
        }}
      />
      {further.length > 0 && (
        <ul className="plain-list stack-tight" aria-label={t.wardAdded}>
          {further.map((unit) => (
            <li key={unit.id} className="row-between">
              <span>{nameOf(unit)}</span>
              <Button kind="quiet" small onClick={() => drop(unit.id)}>
                {t.remove(nameOf(unit))}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && <FieldError id="wards-error">{error}</FieldError>}
    </fieldset>
  );
}
