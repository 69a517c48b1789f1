import { useT } from "@/lib/i18n";
import { Button, FieldError, useForm } from "@/ui";
import { text } from "../profile-i18n";
import { allSlots, days, halves, hasSlot, slotList, slotOf, toggled } from "../slots";

/** The ten half-days of a week as buttons. The server's error for `name` stands below. */
export function Week({
  label,
  name,
  value,
  onChange,
}: {
  label: string;
  name: string;
  value: number;
  onChange: (next: number) => void;
}) {
  const t = useT(text);
  const error = useForm().errors[name];
  const full = value === allSlots;
  return (
    <fieldset className="field">
      <legend className="choices-legend">{label}</legend>
      <div className="week">
        {halves.map((half) =>
          days.map((day) => {
            const slot = slotOf(day, half);
            return (
              <button
                key={slot}
                type="button"
                className="week-slot"
                aria-pressed={hasSlot(value, slot)}
                onClick={() => onChange(toggled(value, slot))}
              >
                <span className="week-day">{t.daysShort[day]}</span>{" "}
                <span className="small">{t.halves[half]}</span>
              </button>
            );
          }),
        )}
      </div>
      <div className="row">
        <span className="muted" role="status">
          {t.chosen(slotList(value).length)}
        </span>
        <Button kind="quiet" small onClick={() => onChange(full ? 0 : allSlots)}>
          {full ? t.pickNone : t.pickAll}
        </Button>
      </div>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

/** Half-days in words: whole days at once, and what is missing when that is shorter. */
export function SlotWords({ slots }: { slots: number }) {
  const t = useT(text);
  const words = (some: number) =>
    days
      .flatMap((day) => {
        const both = halves.filter((half) => hasSlot(some, slotOf(day, half)));
        if (both.length === 2) return [t.wholeDay(t.days[day] ?? "")];
        return both.map((half) => t.slot(t.days[day] ?? "", t.halves[half] ?? ""));
      })
      .join(", ");
  const missing = allSlots & ~slots;
  if (missing === 0) return t.anySlot;
  return slotList(missing).length <= 2 ? t.anyBut(words(missing)) : words(slots);
}
