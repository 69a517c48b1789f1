import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { fold } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import {
  Card,
  Choices,
  Combobox,
  EmptyState,
  Field,
  Form,
  LinkButton,
  Load,
  PageHeader,
  Select,
  Submit,
  TextArea,
  toast,
} from "@/ui";
import { ask, form, outreachKey, searchCompetencies } from "../api";
import { text } from "../i18n";
import "../outreach.css";
import { dayAfter, slotsOf } from "../rules";

const everySlot = Array.from({ length: 10 }, (_, slot) => String(slot));

/** A new request of a counter. */
export default function RequestNew() {
  const t = useT(text);
  const query = useQuery(form);
  return (
    <div className="page">
      <PageHeader title={t.newTitle} back={{ href: paths.outreach, label: t.back }} />
      <Load query={query} lines={10}>
        {({ counters, fields }) =>
          counters.length === 0 ? (
            <EmptyState title={t.noCounter}>{t.noCounterText}</EmptyState>
          ) : (
            <Card>
              <Asking counters={counters} fields={fields} />
            </Card>
          )
        }
      </Load>
    </div>
  );
}

type Options = Awaited<ReturnType<NonNullable<typeof form.queryFn>>>;

function Asking({ counters, fields }: Options) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [field, setField] = useState<ComboOption>();
  const [competency, setCompetency] = useState<ComboOption>();
  const [slots, setSlots] = useState(everySlot);
  const [today] = useState(() => Date.now());
  const searchFields = useCallback(
    (q: string) =>
      Promise.resolve(
        fields
          .map((each) => ({
            id: `${each.kind}:${each.code}`,
            label: inLocale(each.name_vi, each.name_en),
            hint: each.kind === "position" ? t.positions : t.procedures,
          }))
          .filter(({ label }) => fold(label).includes(fold(q)))
          .slice(0, 20),
      ),
    [fields, t],
  );
  const send = async (values: FormData) => {
    const words = (name: string) => String(values.get(name)).trim().normalize("NFC");
    const [kind = "", code = ""] = field
      ? [field.id.slice(0, field.id.indexOf(":")), field.id.slice(field.id.indexOf(":") + 1)]
      : [];
    const made = await ask({
      unit_id: words("unit_id"),
      field_kind: kind === "procedure" ? "procedure" : "position",
      field: code || "?",
      competency_id: competency?.id ?? "00000000-0000-0000-0000-000000000000",
      level: Number(words("level")),
      from_on: words("from_on"),
      until_on: words("until_on"),
      half_days: Number(words("half_days")),
      newcomers: Number(words("newcomers")),
      slots: slotsOf(slots),
      reason: words("reason"),
    });
    await queries.invalidateQueries({ queryKey: outreachKey });
    toast(t.sent);
    navigate(to(paths.outreachRequest, { id: made.id }), { replace: true });
  };
  return (
    <Form label={t.newTitle} onSubmit={send}>
      <Select label={t.unit} name="unit_id">
        {counters.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Combobox
        label={t.field}
        hint={t.fieldHint}
        name="field"
        value={field}
        onChange={setField}
        search={searchFields}
      />
      <Combobox
        label={t.competency}
        hint={t.fieldHint}
        name="competency_id"
        value={competency}
        onChange={setCompetency}
        search={searchCompetencies}
      />
      <Select label={t.level} hint={t.levelHint} name="level" defaultValue="2">
        {[1, 2, 3, 4].map((level) => (
          <option key={level} value={level}>
            {t.levelOption(level)}
          </option>
        ))}
      </Select>
      <div className="outreach-pair">
        <Field label={t.fromOn} name="from_on" type="date" defaultValue={dayAfter(today, 3)} />
        <Field label={t.untilOn} name="until_on" type="date" defaultValue={dayAfter(today, 17)} />
        <Field
          label={t.halfDays}
          name="half_days"
          type="number"
          inputMode="numeric"
          min={1}
          max={20}
          defaultValue="4"
        />
        <Field
          label={t.newcomers}
          name="newcomers"
          type="number"
          inputMode="numeric"
          min={1}
          max={50}
          defaultValue="1"
        />
      </div>
      <div className="outreach-week">
        <Choices
          multiple
          legend={t.slots}
          name="slots"
          value={slots}
          onChange={setSlots}
          options={everySlot.map((slot) => ({
            value: slot,
            label: `${t.days[Math.floor(Number(slot) / 2) + 1]}, ${t.halves[Number(slot) % 2]}`,
          }))}
        />
      </div>
      <TextArea label={t.reason} hint={t.reasonHint} name="reason" rows={3} maxLength={1000} />
      <div className="form-actions">
        <Submit>{t.send}</Submit>
        <LinkButton kind="secondary" href={paths.outreach}>
          {t.cancelForm}
        </LinkButton>
      </div>
    </Form>
  );
}
