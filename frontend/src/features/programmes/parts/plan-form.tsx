import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import { Button, Card, Check, Choices, Field, Form, Submit } from "@/ui";
import type { Plan, ProgrammeInput } from "../api";
import { addProgramme, changeProgramme, competencies, matchProgramme, programmesKey } from "../api";
import { text } from "../i18n";
import { dayAhead, grouped, toggled } from "../rules";
import { Communes } from "./communes";

/** What a programme is planned by, empty or as another one was. With `edited` that programme is changed. */
export function PlanForm({ plan, edited }: { plan?: Plan; edited?: string }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [communes, setCommunes] = useState<ComboOption[]>(plan?.communes ?? []);
  const [chosen, setChosen] = useState<string[]>(plan?.programme.competencies ?? []);
  const [aim, setAim] = useState<ProgrammeInput["aim"]>(plan?.programme.aim ?? "everyone");
  const [mode, setMode] = useState<ProgrammeInput["mode"]>(plan?.programme.mode ?? "optimum");
  const { data: all = [] } = useQuery(competencies);

  const submit = async (values: FormData) => {
    const word = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const body: ProgrammeInput = {
      name: word("name"),
      aim,
      mode,
      starts_on: word("starts_on"),
      weeks: Number(word("weeks")),
      per_mentor: Number(word("per_mentor")),
      units: communes.map((each) => each.id),
      competencies: chosen,
    };
    const { id } = await (edited ? changeProgramme(edited, body) : addProgramme(body));
    await matchProgramme(id);
    await queries.invalidateQueries({ queryKey: programmesKey });
    go(to(paths.programme, { id }), { replace: true });
  };

  return (
    <Form onSubmit={submit} label={edited ? t.editTitle : t.newTitle}>
      <Card title={t.about}>
        <Field
          label={t.name}
          name="name"
          maxLength={200}
          defaultValue={plan?.programme.name ?? t.nameDefault(Number(dayAhead(0).slice(0, 4)))}
        />
        <div className="programme-numbers">
          <Field
            label={t.starts}
            name="starts_on"
            type="date"
            defaultValue={edited && plan ? plan.programme.starts_on : dayAhead(7)}
          />
          <Field
            label={t.weeks}
            name="weeks"
            type="number"
            min={1}
            max={52}
            defaultValue={String(plan?.programme.weeks ?? 8)}
          />
          <Field
            label={t.perMentor}
            name="per_mentor"
            type="number"
            min={1}
            max={10}
            defaultValue={String(plan?.programme.per_mentor ?? 3)}
          />
        </div>
      </Card>
      <Choices
        legend={t.aim}
        name="aim"
        value={aim}
        onChange={(value) => setAim(value as ProgrammeInput["aim"])}
        options={(["everyone", "most_gap"] as const).map((value) => ({ value, label: t.aims[value] }))}
      />
      <Choices
        legend={t.mode}
        name="mode"
        value={mode}
        onChange={(value) => setMode(value as ProgrammeInput["mode"])}
        options={(["optimum", "acceptance"] as const).map((value) => ({ value, label: t.modes[value] }))}
      />
      <Card title={t.whom}>
        <Communes chosen={communes} onChange={setCommunes} />
        <fieldset className="stack-tight">
          <legend>{t.competencies(chosen.length)}</legend>
          {grouped(all).map(({ name, ids }) => (
            <Check
              key={name}
              label={t.chooseGroup(name)}
              checked={ids.every((id) => chosen.includes(id))}
              onChange={() => setChosen(toggled(chosen, ids))}
            />
          ))}
        </fieldset>
      </Card>
      <div className="form-actions">
        <Submit>{t.save}</Submit>
        <Button
          kind="secondary"
          onClick={() => go(edited ? to(paths.programme, { id: edited }) : paths.programmes)}
        >
          {t.cancel}
        </Button>
      </div>
    </Form>
  );
}
