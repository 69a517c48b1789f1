import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, Card, Choices, Field, FieldError, Form, Segments, Submit, TextArea, toast } from "@/ui";
import type { Mode, PairDetail } from "../api";
import { levels, logSession, mentoringKey } from "../api";
import { text } from "../i18n";
import { heldAt, likelyStart, quickMinutes } from "../rules";

const usual = 30;

/** The mentor's note of one session, made to be filled in on a phone in two minutes. */
export function LogSession({ pair, onDone }: { pair: PairDetail; onDone: () => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [minutes, setMinutes] = useState(String(usual));
  const [mode, setMode] = useState<Mode>("desk");
  const [level, setLevel] = useState<string>();
  const [late, setLate] = useState(false);
  const [start] = useState(() => likelyStart(Date.now(), usual, pair.answered_at));
  const described = useQuery(levels(pair.competency.id));
  const indicators = new Map(described.data?.levels.map((each) => [each.level, each.text_vi]));

  const save = async (values: FormData) => {
    setLate(level === undefined);
    if (level === undefined) return;
    const words = (name: string) => String(values.get(name)).trim().normalize("NFC");
    await logSession(pair.id, {
      held_at: heldAt(words("held_at"), pair.answered_at) ?? "",
      minutes: Number(minutes),
      mode,
      done: words("done"),
      alone: words("alone"),
      level: Number(level),
    });
    toast(t.logged(pair.learner.full_name));
    onDone();
    await queries.invalidateQueries({ queryKey: mentoringKey });
  };

  return (
    <Card title={t.logTitle}>
      <div className="mentoring-form">
        <Form onSubmit={save} label={t.logTitle}>
          <Field label={t.heldAt} name="held_at" type="datetime-local" defaultValue={start} />
          <div className="minutes-field">
            <Field
              label={t.minutes}
              name="minutes"
              type="number"
              inputMode="numeric"
              min={5}
              max={480}
              value={minutes}
              onChange={(event) => setMinutes(event.currentTarget.value)}
            />
            <div className="row" role="group" aria-label={t.quick}>
              {quickMinutes.map((count) => (
                <Button
                  key={count}
                  kind="secondary"
                  aria-pressed={minutes === String(count)}
                  onClick={() => setMinutes(String(count))}
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
              onChange={(next) => setMode(next as Mode)}
            />
          </div>
          <TextArea label={t.doneLabel} hint={t.doneHint} name="done" rows={3} maxLength={2000} />
          <TextArea label={t.aloneLabel} hint={t.aloneHint} name="alone" rows={2} maxLength={2000} optional />
          <Choices
            legend={t.levelLegend}
            name="level"
            value={level ?? ""}
            onChange={setLevel}
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
          </div>
        </Form>
      </div>
    </Card>
  );
}
