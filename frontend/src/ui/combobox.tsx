import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useId, useState } from "react";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { useSettled } from "@/lib/settled";
import "./combobox.css";
import { FieldError } from "./field-error";
import { useForm } from "./form";
import { text } from "./i18n";

export interface ComboOption {
  id: string;
  label: string;
  hint?: string;
}

export interface ComboboxProps {
  label: string;
  /** Where the server's error for the choice appears; the choice itself is `value`, not form data. */
  name: string;
  hint?: ReactNode;
  optional?: boolean;
  value: ComboOption | undefined;
  onChange: (next: ComboOption | undefined) => void;
  /** Finds what matches; an empty query gives the first few. The same function at every drawing. */
  search: (query: string, signal: AbortSignal) => Promise<ComboOption[]>;
}

interface Typed {
  words: string;
  edited: boolean;
}

/** One of many, found by typing. Arrow keys move, Enter takes, Esc closes; words that were not taken go when the field is left. */
export function Combobox({ label, name, hint, optional, value, onChange, search }: ComboboxProps) {
  const t = useT(text);
  const id = useId();
  const error = useForm().errors[name];
  const [typed, setTyped] = useState<Typed>();
  const [active, setActive] = useState(0);
  const open = typed !== undefined;
  const found = useFound(typed && (typed.edited ? typed.words : ""), search);
  const options = found.options ?? [];
  const chosen = options[active];

  const take = (option: ComboOption) => {
    setTyped(undefined);
    onChange(option);
  };
  const show = () => {
    setActive(0);
    setTyped((before) => before ?? { words: value?.label ?? "", edited: false });
  };
  const leave = () => {
    if (typed?.edited && typed.words === "" && value && optional) onChange(undefined);
    setTyped(undefined);
  };
  const key = (event: KeyboardEvent) => {
    const last = options.length - 1;
    switch (event.key) {
      case "ArrowDown":
        if (open) setActive(active >= last ? 0 : active + 1);
        else show();
        break;
      case "ArrowUp":
        if (!open) return;
        setActive(active <= 0 ? last : active - 1);
        break;
      case "Enter":
        if (!open) return;
        if (chosen) take(chosen);
        break;
      case "Escape":
        if (!open) return;
        setTyped(undefined);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> ({t.optional})</span>}
      </label>
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className="combobox">
        <input
          id={id}
          name={name}
          className="input"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open && chosen ? `${id}-${chosen.id}` : undefined}
          aria-describedby={
            [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined
          }
          aria-invalid={error ? true : undefined}
          required={!optional}
          value={typed?.words ?? value?.label ?? ""}
          onClick={(event) => {
            if (!open) event.currentTarget.select();
            show();
          }}
          onChange={(event) => {
            setTyped({ words: event.currentTarget.value, edited: true });
            setActive(0);
          }}
          onKeyDown={key}
          onBlur={leave}
        />
        <div id={`${id}-list`} className="combobox-list" role="listbox" aria-label={label} hidden={!open}>
          {options.map((option, index) => (
            <div
              key={option.id}
              id={`${id}-${option.id}`}
              className="combobox-option"
              role="option"
              aria-selected={index === active}
              // Taking must come before the field is left.
              onPointerDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              {option.label}
              {option.hint && <span className="muted small">{option.hint}</span>}
            </div>
          ))}
          {options.length === 0 && (
            <div className="combobox-none" role="option" aria-selected="false" aria-disabled="true">
              {found.error ? sentence(found.error) : found.options ? t.noneFound : t.searching}
            </div>
          )}
        </div>
        <span className="visually-hidden" role="status">
          {open && found.options ? t.found(options.length) : ""}
        </span>
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

interface Found {
  options?: ComboOption[];
  error?: unknown;
}

function useFound(typed: string | undefined, search: ComboboxProps["search"]): Found {
  const query = useSettled(typed);
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    if (query === undefined) {
      setFound({});
      return;
    }
    const gone = new AbortController();
    search(query.trim(), gone.signal).then(
      (options) => !gone.signal.aborted && setFound({ options }),
      (error: unknown) => !gone.signal.aborted && setFound({ error }),
    );
    return () => gone.abort();
  }, [query, search]);
  return found;
}
