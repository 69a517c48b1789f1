import type { ReactNode } from "react";
import { classes } from "./classes";

export type Tone = "neutral" | "info" | "ok" | "warn" | "bad";

const signs: Record<Tone, string> = { neutral: "", info: "", ok: "✓", warn: "▲", bad: "■" };

/** A state in a word or two; the sign repeats the colour for who does not see it. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes("badge", tone !== "neutral" && `badge-${tone}`)}>
      {signs[tone] && <span aria-hidden="true">{signs[tone]}</span>}
      {children}
    </span>
  );
}
