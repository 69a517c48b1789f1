import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import { Button, Dialog, Field, FieldError, Form, LevelChoices, Submit, TextArea } from "@/ui";
import type { Why } from "../api";
import type { Act, Effect, Saying } from "../deeds";
import { say } from "../deeds";
import { text } from "../deeds-i18n";
import { dayInVietnam, laterDay } from "../rules";
import { EffectPreview } from "./effect-preview";

interface Props {
  person: string;
  why: Why;
  act: Act;
  onDone: (effect: Effect) => void;
  onClose: () => void;
}

/** Says something of somebody's level: first what it would do, then for good. */
export function DeedDialog({ person, why, act, onDone, onClose }: Props) {
  const t = useT(text);
  const [level, setLevel] = useState<number>();
  const [late, setLate] = useState(false);
  const [saying, setSaying] = useState<Saying>();
  const [effect, setEffect] = useState<Effect>();
  const [id] = useState(newId);
  const [today] = useState(() => dayInVietnam(new Date()));
  const { competency } = why;

  const look = async (values: FormData) => {
    setLate(level === undefined);
    if (level === undefined) return;
    const words = (name: string) => String(values.get(name) ?? "").normalize("NFC");
    const next = { id, act, level, reason: words("reason"), day: words("seen_on") || words("until") };
    setEffect(await say(person, competency.id, next, true));
    setSaying(next);
  };

  return (
    <Dialog
      open
      title={t.titles[act](inLocale(competency.name_vi, competency.name_en))}
      onClose={onClose}
      actions={null}
    >
      <div hidden={effect !== undefined}>
        <Form onSubmit={look} label={t.buttons[act]}>
          <p className="muted">{t.help[act]}</p>
          <LevelChoices legend={t.level} indicators={why.indicators} value={level} onChange={setLevel} />
          {late && level === undefined && (
            <div role="alert">
              <FieldError>{t.levelMissing}</FieldError>
            </div>
          )}
          {act === "observation" && (
            <Field label={t.seenOn} name="seen_on" type="date" defaultValue={today} max={today} />
          )}
          {act === "override" && (
            <Field
              label={t.until}
              hint={t.untilHint}
              name="until"
              type="date"
              min={today}
              max={laterDay(today, 24)}
              defaultValue={laterDay(today, 6)}
            />
          )}
          <TextArea
            label={t.reason}
            hint={t.reasonHint}
            name="reason"
            rows={3}
            minLength={10}
            maxLength={1000}
          />
          <div className="form-actions">
            <Submit>{t.look}</Submit>
            <Button kind="secondary" onClick={onClose}>
              {t.cancel}
            </Button>
          </div>
        </Form>
      </div>
      {effect && saying && (
        <EffectPreview
          title={t.effectTitle}
          effect={effect}
          yes={t.yes[act]}
          onYes={async () => onDone(await say(person, competency.id, saying, false))}
          onBack={() => setEffect(undefined)}
        />
      )}
    </Dialog>
  );
}
