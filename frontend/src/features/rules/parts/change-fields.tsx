import { useState } from "react";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Choices, Combobox, Field, TextArea } from "@/ui";
import type { Change } from "../api";
import { searchCourses, searchProcedures } from "../api";
import { text } from "../changes-i18n";
import { text as kindText } from "../i18n";
import { showing, today } from "../rules";
import { CompetencyChoice } from "./competency-choice";

const kinds: Change["kind"][] = ["procedure", "form", "software"];

interface ChangeFieldsProps {
  change: Change;
  onChange: (next: Change) => void;
}

export function ChangeFields({ change, onChange }: ChangeFieldsProps) {
  const t = useT(text);
  const { kinds: evidence } = useT(kindText);
  const set = (part: Partial<Change>) => onChange({ ...change, ...part });
  return (
    <>
      <Choices
        legend={t.kind}
        name="kind"
        options={kinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
        value={change.kind}
        onChange={(kind) => set({ kind: kind as Change["kind"] })}
      />
      <Field
        label={t.name}
        name="title"
        minLength={3}
        maxLength={200}
        value={change.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <TextArea
        label={t.summary}
        hint={t.summaryHint}
        name="summary"
        minLength={10}
        maxLength={4000}
        value={change.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <CompetencyChoice value={change.scopes} onChange={(scopes) => set({ scopes })} />
      <Choices
        multiple
        legend={t.kindsLegend}
        name="kinds"
        options={showing.map((kind) => ({ value: kind, label: evidence[kind] }))}
        value={change.kinds}
        onChange={(next) => set({ kinds: next })}
      />
      <Narrowed taught={change.taught_on} set={set} />
      <div className="rules-fields">
        <Field
          label={t.effective}
          name="effective_on"
          type="date"
          value={change.effective_on}
          onChange={(event) => set({ effective_on: event.currentTarget.value })}
        />
        <Field
          label={t.due}
          name="due_days"
          type="number"
          min={1}
          max={365}
          value={change.due_days}
          onChange={(event) => set({ due_days: Number(event.currentTarget.value) })}
        />
      </div>
    </>
  );
}

/** The one procedure that changed and the course that teaches it; neither must be. */
function Narrowed({ taught, set }: { taught?: string; set: (part: Partial<Change>) => void }) {
  const t = useT(text);
  const [procedure, setProcedure] = useState<ComboOption>();
  const [course, setCourse] = useState<ComboOption>();
  return (
    <>
      <Combobox
        optional
        label={t.subject}
        hint={t.subjectHint}
        name="subject"
        value={procedure}
        search={searchProcedures}
        onChange={(next) => {
          setProcedure(next);
          set({ subject: next ? `procedure:${next.id}` : "" });
        }}
      />
      <Combobox
        optional
        label={t.course}
        hint={t.courseHint}
        name="course_id"
        value={course}
        search={searchCourses}
        onChange={(next) => {
          setCourse(next);
          set({ course_id: next?.id, ...(!next && { taught_on: undefined }) });
        }}
      />
      {course && (
        <Field
          optional
          label={t.taught}
          hint={t.taughtHint}
          name="taught_on"
          type="date"
          max={today()}
          value={taught ?? ""}
          onChange={(event) => set({ taught_on: event.currentTarget.value || undefined })}
        />
      )}
    </>
  );
}
