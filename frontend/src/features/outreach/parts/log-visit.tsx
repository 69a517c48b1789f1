import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { fold } from "@/lib/fold";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Card, Combobox, Field, Form, Load, Select, Submit, TextArea, toast } from "@/ui";
import type { Detail, Visit } from "../api";
import { counterPeople, log } from "../api";
import { text } from "../i18n";
import { whenOf } from "../words";

const usual = 180;

/** The specialist's note of a half-day: what was done, and with whom. */
export function LogVisit({
  item,
  visit,
  onDone,
  onClose,
}: {
  item: Detail;
  visit: Visit;
  onDone: (next: Detail) => void;
  onClose: () => void;
}) {
  const t = useT(text);
  const people = useQuery(counterPeople(item.id));
  return (
    <Card title={t.logTitle(whenOf(visit))}>
      <Load query={people} lines={5}>
        {({ items, max_level }) => (
          <Writing visit={visit} there={items} maxLevel={max_level} onDone={onDone} onClose={onClose} />
        )}
      </Load>
    </Card>
  );
}

interface WritingProps {
  visit: Visit;
  there: { id: string; full_name: string }[];
  maxLevel: number;
  onDone: (next: Detail) => void;
  onClose: () => void;
}

function Writing({ visit, there, maxLevel, onDone, onClose }: WritingProps) {
  const t = useT(text);
  const [chosen, setChosen] = useState<ComboOption[]>(() =>
    visit.people.map((each) => ({ id: each.staff_id, label: each.full_name })),
  );
  const search = useCallback(
    (q: string) =>
      Promise.resolve(
        there
          .filter(
            ({ id, full_name }) =>
              fold(full_name).includes(fold(q)) && !chosen.some((each) => each.id === id),
          )
          .slice(0, 20)
          .map(({ id, full_name }) => ({ id, label: full_name })),
      ),
    [there, chosen],
  );
  const save = async (values: FormData) => {
    const words = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const next = await log(visit.id, {
      minutes: Number(words("minutes")),
      done: words("done"),
      people: chosen.map(({ id }) => ({
        staff_id: id,
        alone: words(`alone-${id}`),
        level: Number(words(`level-${id}`)),
      })),
    });
    toast(t.logged);
    onDone(next);
  };
  return (
    <Form onSubmit={save} label={t.log}>
      <Field
        label={t.logMinutes}
        name="minutes"
        type="number"
        inputMode="numeric"
        min={5}
        max={480}
        defaultValue={String(visit.minutes || usual)}
      />
      <TextArea
        label={t.logDone}
        hint={t.logDoneHint}
        name="done"
        rows={3}
        maxLength={2000}
        defaultValue={visit.done}
      />
      <Combobox
        label={t.logPeople}
        hint={t.fieldHint}
        name="people"
        optional={chosen.length > 0}
        value={undefined}
        search={search}
        onChange={(next) => next && setChosen([...chosen, next])}
      />
      {chosen.map(({ id, label }) => {
        const before = visit.people.find((each) => each.staff_id === id);
        return (
          <div key={id} className="outreach-person">
            <Select label={t.logLevel(label)} name={`level-${id}`} defaultValue={String(before?.level ?? 0)}>
              <option value="0">{t.logNoLevel}</option>
              {Array.from({ length: maxLevel }, (_, index) => (
                <option key={index} value={index + 1}>
                  {t.levelOption(index + 1)}
                </option>
              ))}
            </Select>
            <TextArea
              label={t.logAlone(label)}
              name={`alone-${id}`}
              rows={2}
              maxLength={1000}
              defaultValue={before?.alone}
              optional
            />
          </div>
        );
      })}
      <div className="form-actions">
        <Submit>{t.logSave}</Submit>
        <Button kind="secondary" onClick={onClose}>
          {t.no}
        </Button>
      </div>
    </Form>
  );
}
