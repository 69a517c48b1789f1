import { useMemo } from "react";
import { useT } from "@/lib/i18n";
import { Combobox, Field, Select } from "@/ui";
import type { AnyKind, Node } from "../api";
import { searchSources } from "../api";
import { text } from "../i18n";
import { fromPercent, keyOf, toPercent } from "../rules";
import { useNames } from "../words";
import { QuestionFields } from "./question-fields";

export interface LeafProps {
  node: Node;
  path: string;
  onChange: (next: Node) => void;
}

const completable: AnyKind[] = ["course", "lesson", "quiz", "class"];

/** What one condition asks for. */
export function LeafFields({ node, path, onChange }: LeafProps) {
  const t = useT(text);
  const { score, attendance, completion, questions } = node;
  if (questions) return <QuestionFields group={questions} path={path} onChange={onChange} />;
  if (score) {
    return (
      <>
        <Picked
          kind="quiz"
          label={t.quiz}
          name={`${path}.quiz`}
          id={score.quiz_id}
          onPick={(quiz_id) => onChange({ score: { ...score, quiz_id } })}
        />
        <div className="criteria-fields">
          <Percent
            label={t.from}
            name={`${path}.from`}
            value={score.from}
            onChange={(from) => onChange({ score: { ...score, from } })}
          />
          <Percent
            label={t.to}
            name={`${path}.to`}
            value={score.to}
            onChange={(to) => onChange({ score: { ...score, to } })}
          />
        </div>
      </>
    );
  }
  if (attendance) {
    return (
      <>
        <Picked
          kind="class"
          label={t.className}
          name={`${path}.class`}
          id={attendance.class_id}
          onPick={(class_id) => onChange({ attendance: { ...attendance, class_id } })}
        />
        <div className="criteria-fields">
          <Percent
            label={t.share}
            name={`${path}.share`}
            value={attendance.share}
            onChange={(share) => onChange({ attendance: { ...attendance, share } })}
          />
        </div>
      </>
    );
  }
  if (!completion) return null;
  const kind = completion.kind as AnyKind;
  return (
    <>
      <Select
        label={t.what}
        name={`${path}.kind`}
        value={kind}
        onChange={(event) => onChange({ completion: { kind: event.currentTarget.value as AnyKind, id: "" } })}
      >
        {completable.map((each) => (
          <option key={each} value={each}>
            {t.kinds[each]}
          </option>
        ))}
      </Select>
      <Picked
        key={kind}
        kind={kind}
        label={t.kinds[kind]}
        name={`${path}.id`}
        id={completion.id}
        onPick={(id) => onChange({ completion: { kind, id } })}
      />
    </>
  );
}

/** A score or share in per cent; the tree holds basis points. */
export function Percent({
  label,
  name,
  value,
  onChange,
}: {
  label: string;
  name: string;
  value: number;
  onChange: (points: number) => void;
}) {
  return (
    <Field
      label={label}
      name={name}
      type="number"
      inputMode="decimal"
      min={0}
      max={100}
      step="any"
      value={toPercent(value)}
      onChange={(event) => onChange(fromPercent(event.currentTarget.value))}
    />
  );
}

function Picked({
  kind,
  label,
  name,
  id,
  onPick,
}: {
  kind: AnyKind;
  label: string;
  name: string;
  id: string;
  onPick: (id: string) => void;
}) {
  const { titles } = useNames();
  const search = useMemo(() => searchSources(kind), [kind]);
  const known = titles.get(keyOf({ kind, id }));
  return (
    <Combobox
      label={label}
      name={name}
      value={id ? { id, label: known ?? "" } : undefined}
      search={search}
      onChange={(next) => {
        if (!next) return;
        titles.set(keyOf({ kind, id: next.id }), next.label);
        onPick(next.id);
      }}
    />
  );
}
