import type { FocusEvent, KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef } from "react";

/** A button that opens a short list of links and deeds below it. Esc, choosing and leaving close it. */
export function Menu({
  label,
  className,
  children,
}: {
  label: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (ref.current) ref.current.open = false;
  };
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !ref.current?.open) return;
    event.preventDefault();
    close();
    ref.current.querySelector("summary")?.focus();
  };
  const leave = (event: FocusEvent) => {
    if (event.relatedTarget && !ref.current?.contains(event.relatedTarget as Node)) close();
  };
  return (
    <details className="menu" ref={ref} onKeyDown={key} onBlurCapture={leave}>
      <summary className={className}>{label}</summary>
      <div className="menu-panel" onClick={close}>
        {children}
      </div>
    </details>
  );
}
