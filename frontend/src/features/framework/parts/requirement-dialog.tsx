import { useQuery } from "@tanstack/react-query";
import { inLocale, useT } from "@/lib/i18n";
import { Field, FormDialog, Select } from "@/ui";
import type { Requirement } from "../api";
import { competencies, require } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** Sets what a position requires of a competency from a day on, or removes it. */
export function RequirementDialog({
  position,
  from,
  onClose,
}: {
  position: string;
  from: Requirement | undefined;
  onClose: () => void;
}) {
  const t = useT(text);
  const all = useQuery(competencies);
  const save = useDeed(require, t.requirementSaved, onClose);
  const submit = async (values: FormData) => {
    const day = String(values.get("from") ?? "");
    await save.mutateAsync({
      position_id: position,
      competency_id: from?.competency.id ?? String(values.get("competency_id")),
      level: Number(values.get("level")),
      critical: values.has("critical"),
      weight: Number(values.get("weight")),
      ...(day && { from: day }),
    });
  };
  return (
    <FormDialog
      open
      title={from ? t.changeOf(inLocale(from.competency.name_vi, from.competency.name_en)) : t.changeTitle}
      onClose={onClose}
      onSubmit={submit}
      yes={t.save}
      no={t.cancel}
    >
      {!from && (
        <Select label={t.competency} name="competency_id">
          {all.data?.map(({ id, code, name_vi, name_en }) => (
            <option key={id} value={id}>
              {code} · {inLocale(name_vi, name_en)}
            </option>
          ))}
        </Select>
      )}
      <RequirementFields
        level={from?.level}
        critical={from?.critical}
        weight={from?.weight}
        removable={!!from}
      />
    </FormDialog>
  );
}

/** Level, weight, critical and first day, as both kinds of requirement have them. */
export function RequirementFields({
  level = 3,
  critical = false,
  weight = 1,
  removable = false,
}: {
  level?: number | undefined;
  critical?: boolean | undefined;
  weight?: number | undefined;
  removable?: boolean;
}) {
  const t = useT(text);
  return (
    <>
      <Select label={t.required} name="level" defaultValue={String(level)}>
        {[1, 2, 3, 4, 5].map((each) => (
          <option key={each} value={each}>
            {t.level(each)}
          </option>
        ))}
        {removable && <option value={0}>{t.removeRequirement}</option>}
      </Select>
      <Field
        label={t.weight}
        hint={t.weightHint}
        name="weight"
        type="number"
        min={1}
        max={9}
        defaultValue={String(weight)}
      />
      <label className="check">
        <input type="checkbox" name="critical" defaultChecked={critical} />
        <span>{t.criticalText}</span>
      </label>
      <Field label={t.since} hint={t.fromHint} name="from" type="date" optional />
    </>
  );
}
