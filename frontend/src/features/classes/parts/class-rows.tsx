import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Combobox, Field, FieldError, Notice, Select } from "@/ui";
import { useForm } from "@/ui/form";
import type { Half } from "../api";
import { competencies, searchCommunes } from "../api";
import { text } from "../i18n";
import type { SessionRow } from "../rules";
import { nextHalfDay, quotaBalance, spread } from "../rules";

export interface QuotaRow {
  key: number;
  unit: ComboOption | undefined;
  seats: string;
}

export interface CompetencyRow {
  key: number;
  /** Empty until one is chosen. */
  id: string;
  level: number;
}

interface RowsProps<Row> {
  rows: Row[];
  onChange: (rows: Row[]) => void;
  newKey: () => number;
}

const without = <Row extends { key: number }>(rows: Row[], key: number) =>
  rows.filter((row) => row.key !== key);
const changed = <Row extends { key: number }>(rows: Row[], key: number, change: Partial<Row>) =>
  rows.map((row) => (row.key === key ? { ...row, ...change } : row));

/** The server's fault with a whole row or list, which has no field of its own. */
function RowError({ name }: { name: string }) {
  const error = useForm().errors[name];
  if (!error) return null;
  return (
    <div className="form-row-error">
      <FieldError>{error}</FieldError>
    </div>
  );
}

export function SessionRows({ rows, onChange, newKey }: RowsProps<SessionRow>) {
  const t = useT(text);
  return (
    <div className="stack">
      <RowError name="sessions" />
      {rows.map(({ key, day, half }, index) => (
        <div key={key} className="form-row" role="group" aria-label={t.session(index + 1)}>
          <Field
            label={`${t.session(index + 1)}: ${t.day.toLowerCase()}`}
            name={`sessions[${index}].day`}
            type="date"
            value={day}
            onChange={(event) => onChange(changed(rows, key, { day: event.currentTarget.value }))}
          />
          <Select
            label={t.half}
            name={`sessions[${index}].half`}
            value={half}
            onChange={(event) => onChange(changed(rows, key, { half: event.currentTarget.value as Half }))}
          >
            {(["morning", "afternoon"] as const).map((value) => (
              <option key={value} value={value}>
                {t.halves[value]} ({t.hours[value]})
              </option>
            ))}
          </Select>
          {rows.length > 1 && (
            <Button
              kind="quiet"
              aria-label={t.removeSession(index + 1)}
              onClick={() => onChange(without(rows, key))}
            >
              {t.remove}
            </Button>
          )}
          <RowError name={`sessions[${index}]`} />
        </div>
      ))}
      <div className="row">
        <Button
          kind="secondary"
          small
          onClick={() => onChange([...rows, { key: newKey(), ...nextHalfDay(rows) }])}
        >
          {t.addSession}
        </Button>
      </div>
    </div>
  );
}

export function QuotaRows({ rows, onChange, newKey, seats }: RowsProps<QuotaRow> & { seats: number }) {
  const t = useT(text);
  const { sum, left, over } = quotaBalance(
    rows.map((row) => Number(row.seats)),
    seats,
  );
  const evenly = () => {
    const shares = spread(seats, rows.length);
    onChange(rows.map((row, index) => ({ ...row, seats: String(shares[index] ?? 0) })));
  };
  return (
    <div className="stack" role="group" aria-label={t.quotas}>
      <div>
        <h3>{t.quotas}</h3>
        <p className="muted small">{t.quotasHint}</p>
      </div>
      <RowError name="quotas" />
      {rows.map(({ key, unit, seats: share }, index) => (
        <div key={key} className="form-row form-row-short">
          <Combobox
            label={t.quotaUnit(index + 1)}
            name={`quotas[${index}].unit_id`}
            value={unit}
            onChange={(next) => onChange(changed(rows, key, { unit: next }))}
            search={searchCommunes}
          />
          <Field
            label={t.quotaSeats}
            name={`quotas[${index}].seats`}
            type="number"
            inputMode="numeric"
            min={1}
            value={share}
            onChange={(event) => onChange(changed(rows, key, { seats: event.currentTarget.value }))}
          />
          <Button
            kind="quiet"
            aria-label={t.removeQuota(index + 1)}
            onClick={() => onChange(without(rows, key))}
          >
            {t.remove}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          kind="secondary"
          small
          onClick={() => onChange([...rows, { key: newKey(), unit: undefined, seats: "" }])}
        >
          {t.addQuota}
        </Button>
        {rows.length > 1 && seats >= rows.length && (
          <Button kind="quiet" small onClick={evenly}>
            {t.evenly}
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <div role="status">
          <Notice tone={over > 0 ? "bad" : "info"}>
            {t.quotaSum(fmt.number(sum), fmt.number(seats))}{" "}
            {over > 0 ? t.quotaOver(fmt.number(over)) : left > 0 ? t.quotaLeft(fmt.number(left)) : ""}
          </Notice>
        </div>
      )}
    </div>
  );
}

export function CompetencyRows({ rows, onChange, newKey }: RowsProps<CompetencyRow>) {
  const t = useT(text);
  const { data = [] } = useQuery(competencies);
  const groups = [...new Set(data.map(({ group_vi }) => group_vi))];
  return (
    <div className="stack">
      <p className="muted small">{t.showsHint}</p>
      <RowError name="competencies" />
      {rows.map(({ key, id, level }, index) => (
        <div key={key} className="form-row form-row-short">
          <Select
            label={t.competency(index + 1)}
            name={`competencies[${index}].competency_id`}
            value={id}
            onChange={(event) => onChange(changed(rows, key, { id: event.currentTarget.value }))}
          >
            <option value="">{t.choose}</option>
            {groups.map((group) => (
              <optgroup key={group} label={group}>
                {data
                  .filter(({ group_vi }) => group_vi === group)
                  .map((each) => (
                    <option key={each.id} value={each.id}>
                      {inLocale(each.name_vi, each.name_en)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
          <Select
            label={t.level}
            name={`competencies[${index}].level`}
            value={String(level)}
            onChange={(event) => onChange(changed(rows, key, { level: Number(event.currentTarget.value) }))}
          >
            {[1, 2, 3, 4, 5].map((value) => (
              <option key={value} value={value}>
                {t.levelOf(value)}
              </option>
            ))}
          </Select>
          <Button
            kind="quiet"
            aria-label={t.removeCompetency(index + 1)}
            onClick={() => onChange(without(rows, key))}
          >
            {t.remove}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          kind="secondary"
          small
          onClick={() => onChange([...rows, { key: newKey(), id: "", level: 2 }])}
        >
          {t.addCompetency}
        </Button>
      </div>
    </div>
  );
}
