import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { Check, Disclosure, Field, FieldError, Load, useForm } from "@/ui";
import { competencies } from "../api";
import { text } from "../changes-i18n";
import { groupsOf } from "../rules";

interface CompetencyChoiceProps {
  /** Codes. */
  value: string[];
  onChange: (next: string[]) => void;
}

/** Competencies by group, to be ticked; known by their codes. */
export function CompetencyChoice({ value, onChange }: CompetencyChoiceProps) {
  const t = useT(text);
  const error = useForm().errors.scopes;
  const [words, setWords] = useState("");
  const turn = (code: string, on: boolean) =>
    onChange(on ? [...value, code] : value.filter((each) => each !== code));
  return (
    <fieldset className="rules-part">
      <legend className="choices-legend">{t.scopes}</legend>
      <Field
        label={t.scopesSearch}
        hint={t.chosen(value.length)}
        optional
        type="search"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Load query={useQuery(competencies)} lines={6}>
        {({ items }) => (
          <>
            {groupsOf(items, words).map(({ name, items: own }) => (
              <Disclosure
                key={`${name} ${words === ""}`}
                open={words !== ""}
                summary={t.chosenIn(name, own.filter(({ code }) => value.includes(code)).length, own.length)}
              >
                {own.map(({ code, name_vi, name_en }) => (
                  <Check
                    key={code}
                    label={inLocale(name_vi, name_en)}
                    checked={value.includes(code)}
                    onChange={(on) => turn(code, on)}
                  />
                ))}
              </Disclosure>
            ))}
          </>
        )}
      </Load>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
