import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentence } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import type { ComboOption } from "@/ui";
import { Card, Combobox, Field, FieldError, Form, LevelChoices, Select, Submit, TextArea, toast } from "@/ui";
import { say, withdraw } from "../deeds";
import { competencies, levelsOf, observedKey, requiredOf, searchObservable } from "../observe";
import { text } from "../observe-i18n";
import { dayInVietnam } from "../rules";

/** One observation: who, of what, what was watched and the level it showed. The person stays chosen for the next. */
export function ObserveForm() {
  const t = useT(text);
  const queries = useQueryClient();
  const [person, setPerson] = useState<ComboOption>();
  const [competency, setCompetency] = useState("");
  const [level, setLevel] = useState<number>();
  const [late, setLate] = useState(false);
  const [id, setID] = useState(newId);
  const [today] = useState(() => dayInVietnam(new Date()));
  const indicators = useQuery(levelsOf(competency)).data?.levels ?? [];

  const again = () => queries.invalidateQueries({ queryKey: observedKey });
  const choose = (next: string) => {
    setCompetency(next);
    setLevel(undefined);
  };
  const send = async (values: FormData) => {
    setLate(true);
    if (!person || !competency || level === undefined) return;
    const words = (name: string) =>
      String(values.get(name) ?? "")
        .normalize("NFC")
        .trim();
    const reason = [words("reason"), words("note")].filter(Boolean).join("\n");
    const saying = { id, act: "observation" as const, level, reason, day: words("seen_on") };
    const { entry_id } = await say(person.id, competency, saying, false);
    setLate(false);
    setID(newId());
    choose("");
    void again();
    const undo = async () => {
      if (!entry_id) return;
      await withdraw(entry_id, newId(), t.undoReason, false);
      await again();
      toast(t.undone);
    };
    toast(t.saved(person.label), {
      undo: () => void undo().catch((error: unknown) => toast(sentence(error), { bad: true })),
    });
  };

  return (
    <Card title={t.form}>
      <Form key={id} onSubmit={send} label={t.form}>
        <Combobox
          label={t.person}
          hint={person?.hint ?? t.personHint}
          name="staff_id"
          value={person}
          search={searchObservable}
          onChange={(next) => {
            setPerson(next);
            choose("");
          }}
        />
        <Missing when={late && !person}>{t.personMissing}</Missing>
        <CompetencySelect person={person?.id ?? ""} value={competency} onChange={choose} />
        <Missing when={late && person !== undefined && competency === ""}>{t.competencyMissing}</Missing>
        {competency !== "" && (
          <LevelChoices legend={t.level} indicators={indicators} value={level} onChange={setLevel} />
        )}
        <Missing when={late && competency !== "" && level === undefined}>{t.levelMissing}</Missing>
        <TextArea
          label={t.watched}
          hint={t.watchedHint}
          name="reason"
          rows={3}
          minLength={10}
          maxLength={700}
        />
        <TextArea label={t.note} hint={t.noteHint} name="note" optional rows={2} maxLength={290} />
        <Field label={t.seenOn} name="seen_on" type="date" defaultValue={today} max={today} />
        <div className="form-actions">
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </Card>
  );
}

function Missing({ when, children }: { when: boolean; children: string }) {
  return when ? (
    <div role="alert">
      <FieldError>{children}</FieldError>
    </div>
  ) : null;
}

interface CompetencySelectProps {
  person: string;
  value: string;
  onChange: (next: string) => void;
}

/** What the person's posts require first, then all others. */
function CompetencySelect({ person, value, onChange }: CompetencySelectProps) {
  const t = useT(text);
  const required = useQuery(requiredOf(person)).data?.items ?? [];
  const all = useQuery(competencies).data?.items ?? [];
  const ids = new Set(required.map(({ id }) => id));
  const groups = [
    { label: t.required, items: required },
    { label: t.others, items: all.filter(({ id }) => !ids.has(id)) },
  ];
  return (
    <Select
      label={t.competency}
      name="competency_id"
      value={value}
      disabled={person === ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{t.choose}</option>
      {groups.map(
        ({ label, items }) =>
          items.length > 0 && (
            <optgroup key={label} label={label}>
              {items.map(({ id, name_vi, name_en }) => (
                <option key={id} value={id}>
                  {inLocale(name_vi, name_en)}
                </option>
              ))}
            </optgroup>
          ),
      )}
    </Select>
  );
}
