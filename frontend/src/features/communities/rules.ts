import { matches } from "@/lib/fold";
import type { Field, Form, Show, Text } from "./api";

export const shows: readonly Show[] = ["all", "unanswered", "followed", "mine", "reported"];

export const showOf = (text: string): Show => shows.find((each) => each === text) ?? "all";

export const formOf = (text: string): Form | "" => (text === "question" || text === "case" ? text : "");

/** The name under which a field stands in an address: "position:CM-01". */
export const keyOf = ({ kind, code }: Pick<Field, "kind" | "code">): string => `${kind}:${code}`;

export const fieldOf = (fields: Field[], key: string): Field | undefined =>
  fields.find((each) => keyOf(each) === key);

/** Fields that match, those of one's own work and those followed first. */
export function sorted(fields: Field[], query: string): Field[] {
  const near = (each: Field) => Number(each.own) * 2 + Number(each.followed);
  return fields
    .filter((each) => matches(`${each.name_vi} ${each.name_en}`, query))
    .toSorted((a, b) => near(b) - near(a) || b.open - a.open);
}

/** What a form says, for the server. */
export function textFrom(
  values: FormData,
  competency: string | undefined,
  procedure: string | undefined,
): Text {
  const words = (name: string) =>
    String(values.get(name) ?? "")
      .trim()
      .normalize("NFC");
  return {
    title: words("title"),
    body: words("body"),
    did: words("did"),
    watch: words("watch"),
    ...(competency && { competency_id: competency }),
    ...(procedure && { procedure_id: procedure }),
  };
}
