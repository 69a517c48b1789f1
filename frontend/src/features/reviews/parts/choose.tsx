import { useQuery } from "@tanstack/react-query";
import { inLocale, useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Check, Combobox, Disclosure } from "@/ui";
import { competencies, positions, searchUnits } from "../api";
import { text } from "../i18n";
import { grouped, toggled } from "../rules";

interface Chosen<T> {
  value: T[];
  onChange: (value: T[]) => void;
}

/** Units to review; none means the whole province. */
export function ChooseUnits({ value, onChange }: Chosen<ComboOption>) {
  const t = useT(text);
  return (
    <div>
      <Combobox
        label={t.unitsLabel}
        name="units"
        hint={t.unitsHint}
        optional
        value={undefined}
        onChange={(unit) => unit && !value.some(({ id }) => id === unit.id) && onChange([...value, unit])}
        search={searchUnits}
      />
      {value.length === 0 ? (
        <p className="muted">{t.allUnits}</p>
      ) : (
        <ul className="review-chosen">
          {value.map((unit) => (
            <li key={unit.id}>
              <Button
                kind="secondary"
                aria-label={t.remove(unit.label)}
                onClick={() => onChange(value.filter(({ id }) => id !== unit.id))}
              >
                {unit.label} ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Positions to review; none means all. */
export function ChoosePositions({ value, onChange }: Chosen<string>) {
  const t = useT(text);
  const { data = [] } = useQuery(positions);
  return (
    <Disclosure summary={`${t.positionsLabel}: ${t.chosen(value.length)}`}>
      <p className="muted">{t.positionsHint}</p>
      <div className="review-checks">
        {data.map((each) => (
          <Check
            key={each.id}
            label={inLocale(each.name_vi, each.name_en)}
            checked={value.includes(each.id)}
            onChange={() => onChange(toggled(value, [each.id]))}
          />
        ))}
      </div>
    </Disclosure>
  );
}

/** Competencies to review, by group; none means all that posts require. */
export function ChooseCompetencies({ value, onChange }: Chosen<string>) {
  const t = useT(text);
  const { data = [] } = useQuery(competencies);
  return (
    <Disclosure summary={`${t.competenciesLabel}: ${t.chosen(value.length)}`}>
      <p className="muted">{t.competenciesHint}</p>
      {grouped(data).map(({ name, items }) => {
        const ids = items.map(({ id }) => id);
        return (
          <fieldset key={name}>
            <legend>
              <strong lang="vi">{name}</strong>
            </legend>
            <Check
              label={t.chooseGroup(name)}
              checked={ids.every((id) => value.includes(id))}
              onChange={() => onChange(toggled(value, ids))}
            />
            <div className="review-checks">
              {items.map((each) => (
                <Check
                  key={each.id}
                  label={inLocale(each.name_vi, each.name_en)}
                  checked={value.includes(each.id)}
                  onChange={() => onChange(toggled(value, [each.id]))}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </Disclosure>
  );
}
