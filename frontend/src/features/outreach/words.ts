import { fmt } from "@/lib/fmt";
import { texts } from "@/lib/i18n";
import { serverText } from "@/api/problem";
import type { HalfDay } from "./api";
import { text } from "./i18n";
import { weekday } from "./rules";

/** "sáng Thứ Hai, 30/11/2026". */
export function whenOf({ on, half }: HalfDay): string {
  const t = texts(text);
  return `${t.days[weekday(on)]} ${fmt.date(on)}, ${t.halves[half]}`;
}

/** Facts about a candidate as one sentence. */
export function sentenceOf(why: { key: string; args: Record<string, unknown> }[]): string {
  const parts = why
    .map(({ key, args }) => serverText(key, args as Record<string, string | number>) ?? "")
    .filter(Boolean);
  const all = parts.join("; ");
  return all && `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}
