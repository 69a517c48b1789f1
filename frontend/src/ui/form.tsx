import type { FormEvent, ReactNode } from "react";
import { createContext, useContext, useRef, useState } from "react";
import { fieldSentences, sentence } from "@/api/problem";
import { Button } from "./button";
import type { ButtonProps } from "./button";
import { Notice } from "./card";

interface FormState {
  busy: boolean;
  errors: Record<string, string>;
}

const Context = createContext<FormState>({ busy: false, errors: {} });

export const useForm = (): FormState => useContext(Context);

export interface FormProps {
  /** Receives the values by field name. What it throws is shown: a Problem's field errors at the fields of the same name, anything else above the form. */
  onSubmit: (values: FormData, form: HTMLFormElement) => Promise<void>;
  children: ReactNode;
  label?: string;
}

/** A form that sends once at a time, shows the server's refusals and moves the focus to the first of them. */
export function Form({ onSubmit, children, label }: FormProps) {
  const [state, setState] = useState<FormState>({ busy: false, errors: {} });
  const [failure, setFailure] = useState<unknown>();
  const running = useRef(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running.current) return;
    const form = event.currentTarget;
    running.current = true;
    setFailure(undefined);
    setState({ busy: true, errors: {} });
    let errors: Record<string, string> = {};
    try {
      await onSubmit(new FormData(form), form);
    } catch (error) {
      errors = fieldSentences(error);
      setFailure(error);
    }
    running.current = false;
    setState({ busy: false, errors });
    const first = Object.keys(errors).find((name) => form.elements.namedItem(name) instanceof HTMLElement);
    if (first) (form.elements.namedItem(first) as HTMLElement).focus();
  };

  return (
    <Context.Provider value={state}>
      <form className="form" onSubmit={submit} aria-label={label} noValidate={false}>
        {failure !== undefined && (
          <Notice tone="bad" live>
            {sentence(failure)}
          </Notice>
        )}
        {children}
      </form>
    </Context.Provider>
  );
}

/** The form's own button. */
export function Submit(props: Omit<ButtonProps, "type" | "busy">) {
  const { busy } = useForm();
  return <Button {...props} type="submit" busy={busy} />;
}
