import type { ReactNode } from "react";
import { useId } from "react";
import { FieldError } from "./field-error";
import { useForm } from "./form";

export interface Option {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

interface Common {
  legend: ReactNode;
  name: string;
  options: Option[];
  /** Puts "1.", "2." before the words. */
  numbered?: boolean;
}

export type ChoicesProps = Common &
  (
    | { multiple?: false; value?: string; onChange?: (value: string) => void }
    | { multiple: true; value?: string[]; onChange?: (value: string[]) => void }
  );

/** A question with answers as full-width cards: one of them, or several when `multiple`. */
export function Choices(props: ChoicesProps) {
  const { legend, name, options, numbered } = props;
  const id = useId();
  const error = useForm().errors[name];
  const chosen = (value: string) =>
    props.value === undefined
      ? undefined
      : props.multiple
        ? props.value.includes(value)
        : props.value === value;
  const choose = (value: string, on: boolean) => {
    if (!props.multiple) {
      props.onChange?.(value);
      return;
    }
    const rest = (props.value ?? []).filter((each) => each !== value);
    props.onChange?.(on ? [...rest, value] : rest);
  };
  return (
    <fieldset className="field" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="choices-legend">{legend}</legend>
      <div className="choices">
        {options.map((option, index) => (
          <label className="choice" key={option.value}>
            <input
              type={props.multiple ? "checkbox" : "radio"}
              name={name}
              value={option.value}
              checked={chosen(option.value)}
              disabled={option.disabled}
              onChange={(event) => choose(option.value, event.currentTarget.checked)}
            />
            <span className="choice-words">
              <span>
                {numbered && <strong>{index + 1}. </strong>}
                {option.label}
              </span>
              {option.hint && <span className="muted small">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

export interface CheckProps {
  label: ReactNode;
  name?: string;
  checked?: boolean;
  disabled?: boolean;
  onChange?: (checked: boolean) => void;
}

/** One thing that is so or not. */
export function Check({ label, name, checked, disabled, onChange }: CheckProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

export interface SegmentsProps {
  /** Read out before the options; not shown. */
  label: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** A filter of a few words, one of which always applies. Arrow keys move, as in any radio group. */
export function Segments({ label, options, value, onChange }: SegmentsProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="visually-hidden">{label}</legend>
      <div className="segments">
        {options.map((option) => (
          <label className="segment" key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
