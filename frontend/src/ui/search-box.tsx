import type { KeyboardEvent } from "react";
import { useId } from "react";

export interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** "Hiện 5 trên 129 đơn vị": read out as it changes. */
  status?: string;
}

/** Search with visible words; marks do not matter (see `matches` in lib/fold). Esc clears. */
export function SearchBox({ label, value, onChange, status }: SearchBoxProps) {
  const id = useId();
  const clear = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || value === "") return;
    event.preventDefault();
    onChange("");
  };
  return (
    <div className="field search" role="search">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={clear}
      />
      {status !== undefined && (
        <div className="field-hint" role="status">
          {status}
        </div>
      )}
    </div>
  );
}
