import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";

export interface DialogProps {
  open: boolean;
  title: string;
  /** Esc, or the reader's wish to leave by a button of `actions`. */
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the main one first. */
  actions: ReactNode;
  /** "alertdialog" for a question that must be answered. */
  role?: "dialog" | "alertdialog";
}

/** A modal window; the focus goes in, stays in, and comes back to where it was. */
export function Dialog({ open, title, onClose, children, actions, role }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!open || !dialog) return;
    const from = document.activeElement;
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
    return () => {
      dialog.close();
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [open]);

  if (!open) return null;
  return (
    <dialog
      className="dialog"
      ref={ref}
      role={role}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <div className="dialog-actions">{actions}</div>
      </div>
    </dialog>
  );
}
