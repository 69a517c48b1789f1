import { useT } from "@/lib/i18n";
import { Button, Combobox, FieldError, Select, useForm } from "@/ui";
import { searchCompetencies } from "../api";
import { text } from "../i18n";
import type { Claimed } from "../rules";

const most = 10;

/** The competencies an item shows, each at a level. */
export function ClaimsField({
  claims,
  onChange,
}: {
  claims: Claimed[];
  onChange: (claims: Claimed[]) => void;
}) {
  const t = useT(text);
  const { errors } = useForm();
  const others = (id: string) => claims.filter((each) => each.id !== id);
  return (
    <fieldset className="field stack-tight">
      <legend className="field-label">{t.claims}</legend>
      <p className="field-hint">{t.claimsHint}</p>
      {claims.length === 0 && <p className="muted">{t.noClaims}</p>}
      {claims.map((each) => (
        <div key={each.id} className="portfolio-claim">
          <Select
            label={t.claimLevel(each.name)}
            value={String(each.level)}
            onChange={(event) => {
              const level = Number(event.currentTarget.value);
              onChange(claims.map((one) => (one.id === each.id ? { ...one, level } : one)));
            }}
          >
            {[1, 2, 3, 4, 5].map((level) => (
              <option key={level} value={level}>
                {t.level(level)}
              </option>
            ))}
          </Select>
          <Button
            kind="secondary"
            aria-label={t.removeClaim(each.name)}
            onClick={() => onChange(others(each.id))}
          >
            {t.remove}
          </Button>
        </div>
      ))}
      {claims.length < most && (
        <Combobox
          label={t.competency}
          name="claim"
          optional
          value={undefined}
          search={searchCompetencies}
          onChange={(next) =>
            next && onChange([...others(next.id), { id: next.id, name: next.label, level: 2 }])
          }
        />
      )}
      {errors.claims && <FieldError>{errors.claims}</FieldError>}
    </fieldset>
  );
}
