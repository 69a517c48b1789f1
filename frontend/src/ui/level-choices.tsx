import type { Schema } from "@/api/client";
import { inLocale, useT } from "@/lib/i18n";
import { Choices } from "./choice";
import { text } from "./level-choices-i18n";

export interface LevelChoicesProps {
  legend: string;
  name?: string;
  indicators: Schema<"CompetencyIndicator">[];
  value: number | undefined;
  onChange: (level: number) => void;
}

/** The levels of a competency, each with what one sees at it in plain words, and "not shown". */
export function LevelChoices({ legend, name = "level", indicators, value, onChange }: LevelChoicesProps) {
  const t = useT(text);
  const words = new Map(indicators.map((each) => [each.level, inLocale(each.text_vi, each.text_en)]));
  return (
    <Choices
      legend={legend}
      name={name}
      value={value === undefined ? "" : String(value)}
      onChange={(next) => onChange(Number(next))}
      options={[1, 2, 3, 4, 5, 0].map((level) => ({
        value: String(level),
        label: level === 0 ? t.none : t.level(level),
        hint: words.get(level),
      }))}
    />
  );
}
