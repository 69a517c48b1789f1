import { useQueries, useQuery } from "@tanstack/react-query";
import { useMe } from "@/api/session";
import { inLocale, useT } from "@/lib/i18n";
import { Select } from "@/ui";
import { below, positions, unit } from "../api";
import { text } from "../i18n";
import { unitsToChooseIn } from "../rules";

interface FilterProps {
  value: string;
  onChange: (value: string) => void;
}

/** The units of the reader's own scope: communes for a department, offices for a ward's leader. */
export function UnitSelect({ value, onChange }: FilterProps) {
  const t = useT(text);
  const found = useQueries({ queries: unitsToChooseIn(useMe()).map(below) });
  const units = found.flatMap(({ data }) => data?.items ?? []);
  const listed = units.some(({ id }) => id === value);
  // A link may name a unit deeper down than the list.
  const named = useQuery(unit(listed ? "" : value));
  if (units.length === 0 && value === "") return null;
  const options = named.data && !listed ? [named.data, ...units] : units;
  return (
    <Select label={t.unit} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t.allUnits}</option>
      {options.map((each) => (
        <option key={each.id} value={each.id}>
          {inLocale(each.name, each.name_en)}
        </option>
      ))}
    </Select>
  );
}

export function PositionSelect({ value, onChange }: FilterProps) {
  const t = useT(text);
  const { data } = useQuery(positions);
  return (
    <Select label={t.position} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t.allPositions}</option>
      {data?.items.map((each) => (
        <option key={each.id} value={each.id}>
          {inLocale(each.name_vi, each.name_en)}
        </option>
      ))}
    </Select>
  );
}
