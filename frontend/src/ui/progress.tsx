import type { ReactNode } from "react";
import { useT } from "@/lib/i18n";
import { text } from "./i18n";

export interface ProgressProps {
  /** Read out: "Đã học bài 3". */
  label: string;
  /** Share done, 0…1. */
  value: number;
  /** Shown below: "Đã học 40% · Còn khoảng 12 phút". */
  words?: ReactNode;
}

export function Progress({ label, value, words }: ProgressProps) {
  const t = useT(text);
  const percent = Math.round(Math.max(0, Math.min(1, value)) * 100);
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t.percentDone(percent)}
      >
        <div className="progress-bar" style={{ width: `${percent}%` }} />
      </div>
      {words && <span className="small muted">{words}</span>}
    </div>
  );
}

export interface StepperProps {
  steps: string[];
  /** Index of the step being done, from 0. */
  now: number;
}

/** Where one is in a task of a few steps. */
export function Stepper({ steps, now }: StepperProps) {
  const t = useT(text);
  return (
    <div className="stepper">
      <p>
        <strong>{t.step(now + 1, steps.length, steps[now] ?? "")}</strong>
      </p>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            className={index < now ? "stepper-done" : index === now ? "stepper-now" : undefined}
            aria-current={index === now ? "step" : undefined}
          >
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
