import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button, Card, Field, Form, Notice, Select, Submit, TextArea, toast } from "@/ui";
import type { Procedure } from "../api";
import { oneProcedure, saveProcedure } from "../api";
import { text } from "../i18n";
import { countings, drafts, editOf } from "../rules";
import { ComponentFields } from "./component-fields";

/** A procedure to change. Somebody else's change in between is told, and nothing is overwritten. */
export function ProcedureForm({ procedure, onClose }: { procedure: Procedure; onClose: () => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [components, setComponents] = useState(() => drafts(procedure.components));
  const [overtaken, setOvertaken] = useState(false);

  const submit = async (values: FormData) => {
    setOvertaken(false);
    try {
      const saved = await saveProcedure(procedure.id, editOf(procedure, components, values));
      queries.setQueryData(oneProcedure(procedure.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["procedures", "list"] });
    } catch (error) {
      if (!(error instanceof Problem && error.key === "procedures.changed_meanwhile")) throw error;
      setOvertaken(true);
      return;
    }
    toast(t.saved);
    onClose();
  };
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: oneProcedure(procedure.id).queryKey });
    onClose();
  };

  return (
    <Form onSubmit={submit} label={t.editTitle(procedure.name_vi)}>
      <div className="procedure-form">
        <Money procedure={procedure} />
        <Time procedure={procedure} />
        <Card title={t.components}>
          <ComponentFields drafts={components} onChange={setComponents} />
        </Card>
        <Card title={t.checking}>
          <TextArea label={t.notes} name="notes" optional maxLength={4000} defaultValue={procedure.notes} />
          <div className="narrow">
            <Field
              label={t.verifiedOn}
              hint={t.verifiedHint}
              name="verified_on"
              type="date"
              optional
              defaultValue={procedure.verified_on}
            />
          </div>
        </Card>
        {overtaken && (
          <Notice tone="warn" live>
            <p>{t.conflict}</p>
            <div>
              <Button kind="secondary" onClick={() => void reload()}>
                {t.reload}
              </Button>
            </div>
          </Notice>
        )}
        <div className="form-actions">
          <Submit>{t.save}</Submit>
          <Button kind="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </div>
    </Form>
  );
}

function Money({ procedure: { fee } }: { procedure: Procedure }) {
  const t = useT(text);
  return (
    <Card title={t.fee}>
      <div className="narrow">
        <Field
          label={t.feeAmount}
          hint={t.feeAmountHint}
          name="fee.amount"
          type="number"
          min={0}
          max={1_000_000_000}
          optional
          defaultValue={fee.amount ?? ""}
        />
      </div>
      <TextArea
        label={t.feeText}
        name="fee.text_vi"
        rows={2}
        maxLength={1000}
        optional
        defaultValue={fee.text_vi}
      />
    </Card>
  );
}

function Time({ procedure: { deadline } }: { procedure: Procedure }) {
  const t = useT(text);
  return (
    <Card title={t.deadline}>
      <div className="procedure-fields">
        <Field
          label={t.deadlineValue}
          name="deadline.value"
          type="number"
          min={0}
          max={365}
          defaultValue={deadline.value}
        />
        <Select label={t.deadlineRule} name="deadline.rule" defaultValue={deadline.rule}>
          {countings.map((rule) => (
            <option key={rule} value={rule}>
              {t.rules[rule]}
            </option>
          ))}
        </Select>
      </div>
      <TextArea
        label={t.deadlineText}
        name="deadline.text_vi"
        rows={2}
        maxLength={1000}
        optional
        defaultValue={deadline.text_vi}
      />
    </Card>
  );
}
