import type { Schema } from "@/api/client";

export type Component = Schema<"Component">;
export type Deadline = Schema<"Deadline">;
export type Fee = Schema<"Fee">;
export type Edit = Schema<"EditInputBody">;
export type Counting = Deadline["rule"];

export const countings: readonly Counting[] = ["same_day_cutoff_15h", "working_days", "calendar_days"];

/** Only calendar days count holidays too. */
export const unitOf = (rule: Counting): Deadline["unit"] =>
  rule === "calendar_days" ? "ngay" : "ngay_lam_viec";

export interface Standing {
  level: "verified" | "partly" | "unverified";
  /** Where it was checked, or why not. */
  source: string;
}

/** "verified: …", "verified một phần: …" and "memory: …" of the data, in two parts. */
export function standingOf(status: string): Standing {
  const at = status.indexOf(":");
  const head = (at < 0 ? status : status.slice(0, at)).trim();
  const source = at < 0 ? "" : status.slice(at + 1).trim();
  const level = head === "verified" ? "verified" : head.startsWith("verified") ? "partly" : "unverified";
  const doubtful = /\bmemory\b/.test(source);
  return {
    level: level === "verified" && doubtful ? "partly" : level,
    source: source.replaceAll(/\bmemory\b/g, "chưa đối chiếu"),
  };
}

/** A component being edited; the key keeps its fields together while the order changes. */
export interface Draft extends Component {
  key: string;
}

let made = 0;
const draft = (component: Component): Draft => {
  made += 1;
  return { ...component, key: `c${made}` };
};

export const drafts = (components: Component[]): Draft[] => components.map(draft);

export const emptyDraft = (): Draft =>
  draft({ name_vi: "", original: 1, copy: 0, mode: "nop", required: true });

/** The list with the item at `from` moved one place up (-1) or down (1); at the ends nothing moves. */
export function moved<T>(list: T[], from: number, by: -1 | 1): T[] {
  const to = from + by;
  const item = list[from];
  const other = list[to];
  if (item === undefined || other === undefined) return list;
  const next = [...list];
  next[from] = other;
  next[to] = item;
  return next;
}

const asComponent = ({ key: _key, replaceable_by_data, ...rest }: Draft): Component => ({
  ...rest,
  name_vi: rest.name_vi.trim(),
  ...(replaceable_by_data?.trim() ? { replaceable_by_data: replaceable_by_data.trim() } : {}),
});

/** What is sent: fields of the form by name, and the components; what the form does not show stays. */
export function editOf(
  before: { deadline: Deadline; fee: Fee; updated_at: string },
  components: Draft[],
  values: FormData,
): Edit {
  const word = (name: string) => String(values.get(name) ?? "").trim();
  const rule = (word("deadline.rule") || before.deadline.rule) as Counting;
  const amount = word("fee.amount");
  const day = word("verified_on");
  return {
    components: components.map(asComponent),
    deadline: {
      ...before.deadline,
      value: Number(word("deadline.value")),
      rule,
      unit: unitOf(rule),
      text_vi: word("deadline.text_vi"),
    },
    fee: { ...before.fee, amount: amount === "" ? null : Number(amount), text_vi: word("fee.text_vi") },
    notes: word("notes"),
    ...(day ? { verified_on: day } : {}),
    updated_at: before.updated_at,
  };
}

/** "A|B" of the data: either position. */
export const actorsOf = (actor: string): string[] => actor.split("|").filter(Boolean);
