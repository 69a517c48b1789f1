import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import {
  Badge,
  Button,
  Card,
  Combobox,
  confirm,
  FieldError,
  Form,
  Select,
  Submit,
  toast,
  useForm,
} from "@/ui";
import type { CriteriaSet, Outcome } from "../api";
import { criteriaKey, saveDraft, searchCompetencies } from "../api";
import { text } from "../i18n";
import { freshOutcome, same } from "../rules";
import { outcomeWords, useNames } from "../words";
import { NodeEditor } from "./node-editor";

const levels = [1, 2, 3, 4, 5];

/** Writes the draft: outcomes, each with its tree of conditions, and beside them the same in words. */
export function SetEditor({ start, onClose }: { start: CriteriaSet; onClose: () => void }) {
  const t = useT(text);
  const names = useNames();
  const queries = useQueryClient();
  const [set, setSet] = useState(start);
  const change = (outcomes: Outcome[]) => setSet({ outcomes });
  const close = async () => {
    const sure =
      same(set, start) ||
      (await confirm({
        title: t.leaveTitle,
        text: t.leaveText,
        yes: t.leaveYes,
        no: t.leaveNo,
        danger: true,
      }));
    if (sure) onClose();
  };
  const submit = async () => {
    await saveDraft(names.source, set);
    await queries.invalidateQueries({ queryKey: criteriaKey });
    toast(t.saved);
    onClose();
  };
  return (
    <Form onSubmit={submit} label={t.editTitle}>
      <Card title={t.editTitle}>
        <p className="muted">{t.editText}</p>
        <NoOutcome />
        {set.outcomes.map((outcome, index) => (
          <OutcomeEditor
            // Outcomes are told apart by their place alone; all their fields are held by the set.
            // oxlint-disable-next-line no-array-index-key
            key={index}
            outcome={outcome}
            index={index}
            onChange={(next) => change(set.outcomes.with(index, next))}
            onRemove={() => change(set.outcomes.toSpliced(index, 1))}
          />
        ))}
        <div>
          <Button kind="secondary" onClick={() => change([...set.outcomes, freshOutcome(names.source)])}>
            {t.addOutcome}
          </Button>
        </div>
      </Card>
      <div className="form-actions">
        <Submit>{t.save}</Submit>
        <Button kind="secondary" onClick={() => void close()}>
          {t.stop}
        </Button>
      </div>
    </Form>
  );
}

function NoOutcome() {
  const error = useForm().errors.outcomes;
  return error ? <FieldError>{error}</FieldError> : null;
}

function OutcomeEditor({
  outcome,
  index,
  onChange,
  onRemove,
}: {
  outcome: Outcome;
  index: number;
  onChange: (next: Outcome) => void;
  onRemove: () => void;
}) {
  const t = useT(text);
  const names = useNames();
  const { competencies } = names;
  const { errors } = useForm();
  const path = `outcomes[${index}]`;
  const number = index + 1;
  const { competency_id: id } = outcome;
  const faulty = Object.keys(errors).some((each) => each.startsWith(path));
  const [open, setOpen] = useState(id === "");
  const [head, rest] = outcomeWords(outcome, names);
  return (
    <details
      className="criteria-outcome"
      open={open || faulty}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <strong>{head}</strong>
        {rest} {faulty && <Badge tone="bad">{t.toMend}</Badge>}
      </summary>
      <div className="criteria-fields">
        <Combobox
          label={t.competency}
          name={`${path}.competency_id`}
          value={id ? { id, label: competencies.get(id) ?? "" } : undefined}
          search={searchCompetencies}
          onChange={(next) => {
            if (!next) return;
            competencies.set(next.id, next.label);
            onChange({ ...outcome, competency_id: next.id });
          }}
        />
        <Select
          label={t.levelLabel}
          name={`${path}.level`}
          value={outcome.level}
          onChange={(event) => onChange({ ...outcome, level: Number(event.currentTarget.value) })}
        >
          {levels.map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </Select>
      </div>
      <NodeEditor
        node={outcome.when}
        path={`${path}.when`}
        place={String(number)}
        onChange={(when) => onChange({ ...outcome, when })}
      />
      <div>
        <Button kind="quiet" small onClick={onRemove}>
          {t.removeOutcome(number)}
        </Button>
      </div>
    </details>
  );
}
