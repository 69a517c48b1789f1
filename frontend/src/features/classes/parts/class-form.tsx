import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Card, Combobox, Field, Form, Submit, TextArea } from "@/ui";
import type { ClassDetail, ClassInput } from "../api";
import { classesKey, searchPeople, searchOrganisers } from "../api";
import { text } from "../i18n";
import { CompetencyRows, QuotaRows, SessionRows } from "./class-rows";
import type { CompetencyRow, QuotaRow } from "./class-rows";
import type { SessionRow } from "../rules";

export interface ClassFormProps {
  /** The class as it was read, when it is edited. */
  from?: ClassDetail;
  /** The organiser of a new class, as far as it is known. */
  unit?: ComboOption;
  yes: string;
  save: (body: ClassInput) => Promise<ClassDetail>;
  onSaved: (saved: ClassDetail) => void;
  onCancel: () => void;
}

let rowsMade = 0;
/** A name for a row that stays its own while others come and go. */
const rowKey = () => (rowsMade += 1);

/** What an officer writes about a class. The server's faults stand at their fields. */
export function ClassForm({ from, unit: ownUnit, yes, save, onSaved, onCancel }: ClassFormProps) {
  const t = useT(text);
  const queries = useQueryClient();
  const [unit, setUnit] = useState<ComboOption | undefined>(
    from ? { id: from.unit.id, label: from.unit.name } : ownUnit,
  );
  const [trainer, setTrainer] = useState<ComboOption | undefined>(
    from?.trainer && { id: from.trainer.id, label: from.trainer.full_name },
  );
  const [seats, setSeats] = useState(String(from?.seats ?? 30));
  const [sessions, setSessions] = useState<SessionRow[]>(
    () =>
      from?.sessions.map(({ day, half }) => ({ key: rowKey(), day, half })) ?? [
        { key: rowKey(), day: "", half: "morning" },
      ],
  );
  const [quotas, setQuotas] = useState<QuotaRow[]>(
    () =>
      from?.quotas.map((each) => ({
        key: rowKey(),
        unit: { id: each.unit.id, label: each.unit.name },
        seats: String(each.seats),
      })) ?? [],
  );
  const [shows, setShows] = useState<CompetencyRow[]>(
    () => from?.competencies.map(({ id, level }) => ({ key: rowKey(), id, level })) ?? [],
  );

  const submit = async (values: FormData) => {
    const word = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const saved = await save({
      title: word("title"),
      code: word("code"),
      unit_id: unit?.id ?? "",
      place: word("place"),
      nominate_by: word("nominate_by"),
      seats: Number(seats),
      note: word("note"),
      ...(trainer && { trainer_id: trainer.id }),
      sessions: sessions.map(({ day, half }) => ({ day, half })),
      quotas: quotas.map((each) => ({ unit_id: each.unit?.id ?? "", seats: Number(each.seats) })),
      competencies: shows.map(({ id, level }) => ({ competency_id: id, level })),
      ...(from && { updated_at: from.updated_at }),
    });
    await queries.invalidateQueries({ queryKey: classesKey });
    onSaved(saved);
  };

  return (
    <div className="class-form">
      <Form onSubmit={submit} label={from ? t.editTitle : t.newTitle}>
        <Card title={t.about}>
          <Field label={t.name} hint={t.nameHint} name="title" maxLength={300} defaultValue={from?.title} />
          <Combobox label={t.unit} name="unit_id" value={unit} onChange={setUnit} search={searchOrganisers} />
          <Field label={t.place} hint={t.placeHint} name="place" maxLength={300} defaultValue={from?.place} />
          <Combobox
            label={t.trainer}
            hint={t.trainerHint}
            name="trainer_id"
            optional
            value={trainer}
            onChange={setTrainer}
            search={searchPeople}
          />
          <TextArea label={t.note} name="note" rows={3} maxLength={4000} optional defaultValue={from?.note} />
          {!from && (
            <Field
              label={t.code}
              hint={t.codeHint}
              name="code"
              maxLength={32}
              pattern="[0-9A-Za-z\-]*"
              optional
            />
          )}
          {from && <input type="hidden" name="code" value={from.code} />}
        </Card>
        <Card title={t.schedule}>
          <SessionRows rows={sessions} onChange={setSessions} newKey={rowKey} />
          <div className="short-field">
            <Field
              label={t.nominateBy}
              hint={t.nominateByHint}
              name="nominate_by"
              type="date"
              defaultValue={from?.nominate_by}
            />
          </div>
        </Card>
        <Card title={t.seatsTitle}>
          <div className="short-field">
            <Field
              label={t.seats}
              name="seats"
              type="number"
              inputMode="numeric"
              min={1}
              max={2000}
              value={seats}
              onChange={(event) => setSeats(event.currentTarget.value)}
            />
          </div>
          <QuotaRows rows={quotas} onChange={setQuotas} newKey={rowKey} seats={Number(seats)} />
        </Card>
        <Card title={t.shows}>
          <CompetencyRows rows={shows} onChange={setShows} newKey={rowKey} />
        </Card>
        <div className="form-actions">
          <Submit>{yes}</Submit>
          <Button kind="secondary" onClick={onCancel}>
            {t.cancelEdit}
          </Button>
        </div>
      </Form>
    </div>
  );
}
