import { paths, to } from "@/lib/paths";
import type { Tone } from "@/ui";
import type { Action, Competency, Kind, Plan, PlanInput, PlanState, Proposal, Target } from "./api";

export const stateTone: Record<PlanState, Tone> = {
  draft: "neutral",
  proposed: "warn",
  active: "info",
  complete: "ok",
  cancelled: "neutral",
};

export const isManual = (kind: Kind): boolean => kind === "practice" || kind === "reading";

/** Where an action is done, for who does it; practice and reading have no page. */
export function placeOf(action: Action, competency: Competency): string | undefined {
  const id = action.ref_id ?? "";
  switch (action.kind) {
    case "course":
      return to(paths.course, { id });
    case "test":
      return to(paths.quiz, { id });
    case "class":
      return to(paths.class, { id });
    case "mentor":
      return action.pair_id
        ? to(paths.mentorship, { id: action.pair_id })
        : to(paths.mentoring, {}, { "nang-luc": competency.id });
    default:
      return undefined;
  }
}

export interface DraftAction {
  key: string;
  id?: string;
  kind: Kind;
  ref_id?: string;
  title: string;
  until_on: string;
}

export interface DraftTarget {
  competency: Competency;
  level: number;
  level_to: number;
  until_on: string;
  why: Target["why"];
  chosen: boolean;
  reason?: { key: string; args: Record<string, unknown> };
  actions: DraftAction[];
}

export interface DraftPlan {
  revision: number;
  until_on: string;
  targets: DraftTarget[];
}

let made = 0;
const newKey = () => `new-${(made += 1)}`;

const draftAction = ({ id, kind, ref_id, title_vi, until_on }: Action): DraftAction => ({
  key: id ?? newKey(),
  ...(id && { id }),
  kind,
  ...(ref_id && { ref_id }),
  title: title_vi,
  until_on,
});

const draftTarget = (target: Target, chosen: boolean): DraftTarget => ({
  competency: target.competency,
  level: target.level,
  level_to: target.level_to,
  until_on: target.until_on,
  why: target.why,
  chosen,
  actions: target.actions.map(draftAction),
});

/** What the editor begins with: what the plan says, or is asked to say; then, not ticked, what else is proposed. Without a plan the proposal is ticked. */
export function draftOf(plan: Plan | undefined, proposal: Proposal): DraftPlan {
  const written = plan?.change
    ? plan.change.rows.flatMap(({ after }) => (after ? [after] : []))
    : (plan?.targets ?? []);
  const known = new Set(written.map(({ competency }) => competency.id));
  const others = proposal.items
    .filter(({ target }) => !known.has(target.competency.id))
    .map(({ target, key, args }) => ({ ...draftTarget(target, !plan), reason: { key, args } }));
  return {
    revision: plan?.revision ?? 0,
    until_on: plan?.change?.until_on ?? plan?.until_on ?? proposal.until_on,
    targets: [...written.map((target) => draftTarget(target, true)), ...others],
  };
}

/** What is sent: only what is ticked. Actions never end after their target. */
export function inputOf(draft: DraftPlan, words: string): PlanInput {
  return {
    revision: draft.revision,
    words,
    until_on: draft.until_on,
    targets: draft.targets
      .filter(({ chosen }) => chosen)
      .map(({ competency, level_to, until_on, actions }) => ({
        competency_id: competency.id,
        level_to,
        until_on,
        actions: actions.map(({ id, kind, ref_id, title, until_on: due }) => ({
          ...(id && { id }),
          kind,
          ...(ref_id && { ref_id }),
          title: isManual(kind) ? title : "",
          until_on: due,
        })),
      })),
  };
}

/** A competency that somebody wishes to add: one level up, until the end of the plan. */
export const wished = (competency: Competency, until_on: string): DraftTarget => ({
  competency,
  level: 0,
  level_to: 1,
  until_on,
  why: "wish",
  chosen: true,
  actions: [],
});

export const newAction = (action: Omit<DraftAction, "key">): DraftAction => ({ ...action, key: newKey() });

/** The place a target has among those sent, by which the server names its faults. */
export const sentIndex = (draft: DraftPlan, index: number): number =>
  draft.targets.slice(0, index).filter(({ chosen }) => chosen).length;
