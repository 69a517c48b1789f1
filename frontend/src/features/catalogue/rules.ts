import type { Schema } from "@/api/client";

type Report = Pick<Schema<"ImportReport">, "new" | "changed" | "faults" | "applied">;

/** faulty: cannot be written; same: would write nothing; ready: may be written; done: has been. */
export type Outcome = "faulty" | "same" | "ready" | "done";

export function outcomeOf(report: Report): Outcome {
  if (report.applied) return "done";
  if (report.faults.length > 0) return "faulty";
  return report.new + report.changed === 0 ? "same" : "ready";
}
