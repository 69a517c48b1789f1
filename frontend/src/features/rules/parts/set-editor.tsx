import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, Card, Choices, confirm, Form, Submit, TextArea, toast } from "@/ui";
import type { RuleSet } from "../api";
import { rulesKey, saveDraft } from "../api";
import { text } from "../i18n";
import { freshDemand, freshLimit, same } from "../rules";
import { DemandFields } from "./demand-fields";
import { KindFields } from "./kind-fields";
import { LimitFields } from "./limit-fields";

interface SetEditorProps {
  start: RuleSet;
  onSaved: () => void;
  onClose: () => void;
}

/** Writes the draft; what the server refuses stands at its field. */
export function SetEditor({ start, onSaved, onClose }: SetEditorProps) {
  const t = useT(text);
  const queries = useQueryClient();
  const [set, setSet] = useState(start);
  const change = (part: Partial<RuleSet>) => setSet({ ...set, ...part });
  const { kinds, limits, demands } = set;
  const submit = async () => {
    await saveDraft(set);
    await queries.invalidateQueries({ queryKey: rulesKey });
    toast(t.saved);
    onSaved();
  };
  const close = async () => {
    const question = {
      title: t.leaveTitle,
      text: t.leaveText,
      yes: t.leaveYes,
      no: t.leaveNo,
      danger: true,
    };
    if (same(set, start) || (await confirm(question))) onClose();
  };
  return (
    <Form onSubmit={submit} label={t.editTitle}>
      <Card title={t.editTitle}>
        <p className="muted">{t.editText}</p>
        <Reach value={set.reach} onChange={(reach) => change({ reach })} />
        <TextArea
          label={t.note}
          hint={t.noteHint}
          name="note"
          optional
          maxLength={2000}
          value={set.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </Card>
      <Card title={t.kindsTitle}>
        <p className="muted">{t.monthsHint}</p>
        {kinds.map((rule, index) => (
          <KindFields
            key={rule.kind}
            rule={rule}
            onChange={(next) => change({ kinds: kinds.with(index, next) })}
          />
        ))}
      </Card>
      <Card title={t.limitsTitle}>
        {limits.map((limit, index) => (
          <LimitFields
            // Limits are told apart by their place alone; all their fields are held by the set.
            // oxlint-disable-next-line no-array-index-key
            key={index}
            limit={limit}
            index={index}
            onChange={(next) => change({ limits: limits.with(index, next) })}
            onRemove={() => change({ limits: limits.toSpliced(index, 1) })}
          />
        ))}
        <div>
          <Button kind="secondary" small onClick={() => change({ limits: [...limits, freshLimit()] })}>
            {t.addLimit}
          </Button>
        </div>
      </Card>
      <Card title={t.demandsTitle}>
        {demands.map((demand, index) => (
          <DemandFields
            // Demands are told apart by their place alone; all their fields are held by the set.
            // oxlint-disable-next-line no-array-index-key
            key={index}
            demand={demand}
            index={index}
            onChange={(next) => change({ demands: demands.with(index, next) })}
            onRemove={() => change({ demands: demands.toSpliced(index, 1) })}
          />
        ))}
        <div>
          <Button kind="secondary" small onClick={() => change({ demands: [...demands, freshDemand()] })}>
            {t.addDemand}
          </Button>
        </div>
      </Card>
      <div className="form-actions">
        <Submit>{t.save}</Submit>
        <Button kind="secondary" onClick={() => void close()}>
          {t.close}
        </Button>
      </div>
    </Form>
  );
}

function Reach({ value, onChange }: { value: RuleSet["reach"]; onChange: (next: RuleSet["reach"]) => void }) {
  const t = useT(text);
  const option = (each: RuleSet["reach"]) => ({ value: each, label: t.reach[each], hint: t.reachHint[each] });
  return (
    <Choices
      legend={t.reachTitle}
      name="reach"
      options={[option("new"), option("all")]}
      value={value}
      onChange={(next) => onChange(next as RuleSet["reach"])}
    />
  );
}
