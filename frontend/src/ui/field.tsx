import type { ComponentProps, ReactNode } from "react";
import { useId, useState } from "react";
import { useT } from "@/lib/i18n";
import { Button } from "./button";
import { FieldError } from "./field-error";
import { useForm } from "./form";
import { text } from "./i18n";

interface Words {
  label: string;
  hint?: ReactNode;
  /** Overrides the form's own error for this name. */
  error?: string;
  /** Says "(không bắt buộc)"; every other field is required of the reader. */
  optional?: boolean;
}

interface Wired {
  id: string;
  className: "input";
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function Frame({
  words,
  name,
  children,
}: {
  words: Words;
  name: string | undefined;
  children: (wired: Wired) => ReactNode;
}) {
  const t = useT(text);
  const id = useId();
  const { errors } = useForm();
  const error = words.error ?? (name ? errors[name] : undefined);
  const described = [words.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {words.label}
        {words.optional && <span className="field-optional"> ({t.optional})</span>}
      </label>
      {words.hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {words.hint}
        </div>
      )}
      {children({
        id,
        className: "input",
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

type Own<Tag extends "input" | "textarea" | "select"> = Words & Omit<ComponentProps<Tag>, "id" | "className">;

/** One line: text, number, date, password (with a way to see it), email, tel. */
export function Field({ label, hint, error, optional, type = "text", ...rest }: Own<"input">) {
  const t = useT(text);
  const [seen, setSeen] = useState(false);
  return (
    <Frame words={{ label, hint, error, optional }} name={rest.name}>
      {(wired) =>
        type === "password" ? (
          <div className="input-joined">
            <input {...rest} {...wired} type={seen ? "text" : "password"} required={!optional} />
            <Button
              kind="secondary"
              aria-pressed={seen}
              aria-label={seen ? t.hidePassword : t.showPassword}
              onClick={() => setSeen(!seen)}
            >
              {seen ? t.hide : t.show}
            </Button>
          </div>
        ) : (
          <input {...rest} {...wired} type={type} required={!optional} />
        )
      }
    </Frame>
  );
}

export function TextArea({ label, hint, error, optional, ...rest }: Own<"textarea">) {
  return (
    <Frame words={{ label, hint, error, optional }} name={rest.name}>
      {(wired) => <textarea rows={4} {...rest} {...wired} required={!optional} />}
    </Frame>
  );
}

/** Children are `<option>`s. */
export function Select({ label, hint, error, optional, children, ...rest }: Own<"select">) {
  return (
    <Frame words={{ label, hint, error, optional }} name={rest.name}>
      {(wired) => (
        <select {...rest} {...wired} required={!optional}>
          {children}
        </select>
      )}
    </Frame>
  );
}
