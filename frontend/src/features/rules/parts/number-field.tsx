import { Field } from "@/ui";

interface NumberFieldProps {
  label: string;
  name: string;
  max: number;
  value: number;
  onChange: (next: number) => void;
}

/** A whole number from 0 up to a bound; an emptied field is 0. */
export function NumberField({ onChange, ...rest }: NumberFieldProps) {
  return (
    <Field
      type="number"
      min={0}
      {...rest}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}
