import { useQuery } from "@tanstack/react-query";
import { inLocale, useT } from "@/lib/i18n";
import { Select } from "@/ui";
import { competencies } from "../api";
import { text } from "../views-i18n";

/** One competency of the framework, or all. */
export function SkillSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useT(text);
  const { data } = useQuery(competencies);
  return (
    <Select label={t.bySkill} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t.allSkills}</option>
      {data?.items.map((each) => (
        <option key={each.id} value={each.id}>
          {each.code} {inLocale(each.name_vi, each.name_en)}
        </option>
      ))}
    </Select>
  );
}
