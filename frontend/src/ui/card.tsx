import type { ReactNode } from "react";
import { useId } from "react";
import { classes } from "./classes";
import type { Tone } from "./badge";

/** A titled part of a page. */
export function Card({
  title,
  actions,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={title ? id : undefined}>
      {(title ?? actions) && (
        <div className="card-header">
          {title && <h2 id={id}>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** A message that stays on the page. `live` reads it out when it appears. */
export function Notice({
  tone = "info",
  live,
  children,
}: {
  tone?: Exclude<Tone, "neutral">;
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes("notice", tone !== "info" && `notice-${tone}`)} role={live ? "alert" : undefined}>
      {children}
    </div>
  );
}
