import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import {
  Button,
  Card,
  Check,
  Field,
  Form,
  Load,
  Notice,
  PageHeader,
  Select,
  Submit,
  TextArea,
  toast,
} from "@/ui";
import { launch, reach, reviewsKey } from "../api";
import { text } from "../i18n";
import { ChooseCompetencies, ChoosePositions, ChooseUnits } from "../parts/choose";
import "../reviews.css";
import { choice, dayAhead } from "../rules";

const usualDays = 21;

/** A review to launch; everything has a value that makes sense, so that one press is enough. */
export default function ReviewNew() {
  const t = useT(text);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [today] = useState(() => dayAhead(0));
  const [units, setUnits] = useState<ComboOption[]>([]);
  const [positions, setPositions] = useState<string[]>([]);
  const [competencies, setCompetencies] = useState<string[]>([]);
  const [mix, setMix] = useState({ self: true, superior: true, test: true });
  const reached = useQuery(
    reach(
      choice(
        units.map(({ id }) => id),
        positions,
        competencies,
      ),
    ),
  );

  const submit = async (values: FormData) => {
    const word = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const made = await launch({
      title: word("title"),
      note: word("note"),
      deadline: word("deadline"),
      threshold: Number(word("threshold")),
      ask_self: mix.self,
      ask_superior: mix.superior,
      ask_test: mix.test,
      units: units.map(({ id }) => id),
      positions,
      competencies,
    });
    await queries.invalidateQueries({ queryKey: reviewsKey });
    toast(made.state === "open" ? t.launched : t.launching);
    go(to(paths.review, { id: made.id }), { replace: true });
  };

  return (
    <div className="page">
      <PageHeader title={t.newTitle} back={{ href: paths.reviews, label: t.back }} />
      <Form onSubmit={submit} label={t.newTitle}>
        <Card title={t.about}>
          <Field
            label={t.name}
            name="title"
            maxLength={200}
            defaultValue={t.nameDefault(Number(today.slice(0, 4)))}
          />
          <Field
            label={t.deadline}
            hint={t.deadlineHint}
            name="deadline"
            type="date"
            min={dayAhead(1)}
            defaultValue={dayAhead(usualDays)}
          />
          <TextArea label={t.note} name="note" rows={2} maxLength={2000} optional />
        </Card>
        <Card title={t.mix}>
          <Check
            name="ask_self"
            label={t.mixSelf}
            checked={mix.self}
            onChange={(self) => setMix({ ...mix, self })}
          />
          <Check
            name="ask_superior"
            label={t.mixSuperior}
            checked={mix.superior}
            onChange={(superior) => setMix({ ...mix, superior })}
          />
          <Check
            name="ask_test"
            label={t.mixTest}
            checked={mix.test}
            onChange={(test) => setMix({ ...mix, test })}
          />
          <Select label={t.threshold} name="threshold" defaultValue="2">
            {[1, 2, 3, 4].map((n) => (
              <option key={n} value={n}>
                {t.thresholdLevels(n)}
              </option>
            ))}
          </Select>
        </Card>
        <Card title={t.whom}>
          <ChooseUnits value={units} onChange={setUnits} />
          <ChoosePositions value={positions} onChange={setPositions} />
          <ChooseCompetencies value={competencies} onChange={setCompetencies} />
          <Load query={reached} lines={1}>
            {({ parts, people, items }) => (
              <Notice tone={items === 0 ? "warn" : "info"} live>
                {items === 0
                  ? t.reachNobody
                  : t.reach(fmt.number(parts), fmt.number(people), fmt.number(items))}
              </Notice>
            )}
          </Load>
        </Card>
        <div className="form-actions">
          <Submit>{t.launch}</Submit>
          <Button kind="secondary" onClick={() => go(paths.reviews)}>
            {t.cancel}
          </Button>
        </div>
      </Form>
    </div>
  );
}
