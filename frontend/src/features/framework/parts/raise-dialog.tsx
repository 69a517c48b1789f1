import { useQuery } from "@tanstack/react-query";
import { inLocale, useT } from "@/lib/i18n";
import { FormDialog, Select, TextArea } from "@/ui";
import { competencies, positions, raise } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";
import { RequirementFields } from "./requirement-dialog";

/** Asks for more in a unit than those above it do. */
export function RaiseDialog({ unit, onClose }: { unit: string; onClose: () => void }) {
  const t = useT(text);
  const all = useQuery(competencies);
  const places = useQuery(positions);
  const save = useDeed(raise, t.requirementSaved, onClose);
  const submit = async (values: FormData) => {
    const [position, day] = [String(values.get("position_id") ?? ""), String(values.get("from") ?? "")];
    await save.mutateAsync({
      unit_id: unit,
      competency_id: String(values.get("competency_id")),
      level: Number(values.get("level")),
      critical: values.has("critical"),
      weight: Number(values.get("weight")),
      reason: String(values.get("reason") ?? "").trim(),
      ...(position && { position_id: position }),
      ...(day && { from: day }),
    });
  };
  return (
    <FormDialog open title={t.raiseTitle} onClose={onClose} onSubmit={submit} yes={t.save} no={t.cancel}>
      <Select label={t.competency} name="competency_id">
        {all.data?.map(({ id, code, name_vi, name_en }) => (
          <option key={id} value={id}>
            {code} · {inLocale(name_vi, name_en)}
          </option>
        ))}
      </Select>
      <Select label={t.position} name="position_id" optional>
        <option value="">{t.everyPosition}</option>
        {places.data?.map(({ id, name_vi, name_en }) => (
          <option key={id} value={id}>
            {inLocale(name_vi, name_en)}
          </option>
        ))}
      </Select>
      <RequirementFields level={4} />
      <TextArea label={t.reason} hint={t.reasonHint} name="reason" rows={2} maxLength={500} />
    </FormDialog>
  );
}
