import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import {
  Button,
  Card,
  Choices,
  Field,
  FieldError,
  Form,
  Notice,
  Segments,
  Submit,
  TextArea,
  toast,
} from "@/ui";
import type { Booking, Mode, PairDetail } from "../api";
import { levels, logSession, mentoringKey } from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import { heldAt, quickMinutes } from "../rules";
import { useDraft } from "./use-draft";

/** The mentor's note of one session, made to be filled in on a phone in two minutes. */
export function LogSession({
  pair,
  booking,
  onDone,
}: {
  pair: PairDetail;
  booking?: Booking;
  onDone: () => void;
}) {
  const t = useT(text);
  const l = useT(life);
  const queries = useQueryClient();
  const { draft, found, put, drop } = useDraft(pair, booking);
  const { minutes, mode, level } = draft;
  const [late, setLate] = useState(false);
  const described = useQuery(levels(pair.competency.id));
  const indicators = new Map(described.data?.levels.map((each) => [each.level, each.text_vi]));

  const save = async (values: FormData) => {
    setLate(level === undefined);
    if (level === undefined) return;
    const words = (name: string) => String(values.get(name)).trim().normalize("NFC");
    await logSession(pair.id, {
      booking_id: booking?.id,
      held_at: heldAt(words("held_at"), pair.answered_at) ?? "",
      minutes: Number(minutes),
      mode,
      done: words("done"),
      alone: words("alone"),
      level: Number(level),
    });
    drop();
    toast(t.logged(pair.learner.full_name));
    onDone();
    await queries.invalidateQueries({ queryKey: mentoringKey });
  };

  return (
    <Card title={t.logTitle}>
      <div className="mentoring-form">
        {booking && <p className="muted">{l.fromBooking(fmt.dateTime(booking.start))}</p>}
        {found && <Notice tone="info">{l.draftBack}</Notice>}
        <Form onSubmit={save} label={t.logTitle}>
          <Field
            label={t.heldAt}
            name="held_at"
            type="datetime-local"
            value={draft.start}
            onChange={(event) => put({ start: event.currentTarget.value })}
          />
          <div className="minutes-field">
            <Field
              label={t.minutes}
              name="minutes"
              type="number"
              inputMode="numeric"
              min={5}
              max={480}
              value={minutes}
              onChange={(event) => put({ minutes: event.currentTarget.value })}
            />
            <div className="row" role="group" aria-label={t.quick}>
              {quickMinutes.map((count) => (
                <Button
                  key={count}
                  kind="secondary"
                  aria-pressed={minutes === String(count)}
                  onClick={() => put({ minutes: String(count) })}
                >
                  {t.quickMinutes(count)}
                </Button>
              ))}
            </div>
          </div>
          <div className="field">
            <span className="field-label">{t.mode}</span>
            <Segments
              label={t.mode}
              options={(["desk", "remote", "group"] as const).map((value) => ({
                value,
                label: t.modes[value],
              }))}
              value={mode}
              onChange={(next) => put({ mode: next as Mode })}
            />
          </div>
          <TextArea
            label={t.doneLabel}
            hint={t.doneHint}
            name="done"
            rows={3}
            maxLength={2000}
            value={draft.done}
            onChange={(event) => put({ done: event.currentTarget.value })}
          />
          <TextArea
            label={t.aloneLabel}
            hint={t.aloneHint}
            name="alone"
            rows={2}
            maxLength={2000}
            optional
            value={draft.alone}
            onChange={(event) => put({ alone: event.currentTarget.value })}
          />
          <Choices
            legend={t.levelLegend}
            name="level"
            value={level ?? ""}
            onChange={(next) => put({ level: next })}
            options={[
              ...Array.from({ length: pair.max_level }, (_, index) => ({
                value: String(index + 1),
                label: t.level(index + 1),
                hint: indicators.get(index + 1),
              })),
              { value: "0", label: t.noLevel, hint: t.noLevelHint },
            ]}
          />
          {late && level === undefined && (
            <div role="alert">
              <FieldError>{t.levelLate}</FieldError>
            </div>
          )}
          <div className="form-actions">
            <Submit>{t.logSave}</Submit>
            <Button kind="secondary" onClick={onDone}>
              {t.cancel}
            </Button>
            {found && (
              <Button
                kind="quiet"
                onClick={() => {
                  drop();
                  onDone();
                }}
              >
                {l.draftDrop}
              </Button>
            )}
          </div>
          <p className="muted small">{l.draftKept}</p>
        </Form>
      </div>
    </Card>
  );
}
