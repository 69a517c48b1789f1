import type { ReactNode } from "react";

/** Why a field is refused; the sign repeats the colour. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div className="field-error" id={id}>
      <span aria-hidden="true">▲</span>
      <span>{children}</span>
    </div>
  );
}
