import { useState } from "react";
import { fold } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { Check, Disclosure, SearchBox } from "@/ui";
import type { Competency, Skill } from "../api";
import { text } from "../profile-i18n";

const nameOf = ({ name_vi, name_en }: Competency) => inLocale(name_vi, name_en);

/** How many competencies need no search. */
const few = 8;

/** Competencies in which a mentor does not want to be asked. */
export function Declines({
  skills,
  value,
  onChange,
}: {
  skills: Skill[];
  value: Competency[];
  onChange: (next: Competency[]) => void;
}) {
  const t = useT(text);
  const [find, setFind] = useState("");
  const known = skills.map(({ competency }) => competency);
  const all = [...known, ...value.filter(({ id }) => known.every((each) => each.id !== id))];
  const shown = all.filter((each) => fold(nameOf(each)).includes(fold(find.trim())));
  const declined = (id: string) => value.some((each) => each.id === id);
  if (all.length === 0) return null;
  return (
    <fieldset className="field">
      <legend className="choices-legend">{t.declines}</legend>
      <p className="field-hint">{value.length === 0 ? t.declinesNone : value.map(nameOf).join(", ")}</p>
      <Disclosure summary={t.declinesChoose}>
        <div className="stack-tight">
          <p className="muted">{t.declinesText}</p>
          {all.length > few && <SearchBox label={t.search} value={find} onChange={setFind} />}
          {shown.map((each) => (
            <Check
              key={each.id}
              label={nameOf(each)}
              checked={declined(each.id)}
              onChange={(on) => onChange(on ? [...value, each] : value.filter(({ id }) => id !== each.id))}
            />
          ))}
          {shown.length === 0 && <p className="muted">{t.noneFound}</p>}
        </div>
      </Disclosure>
    </fieldset>
  );
}
