import type { Schema } from "@/api/client";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { text } from "./evidence-i18n";

/** How sure an official level is, and when to look at it again; nothing without a level. Needs `loadServerTexts` before. */
export function Belief({ of: { level, belief } }: { of: Pick<Schema<"EvidenceWhy">, "level" | "belief"> }) {
  const t = useT(text);
  if (level === 0) return null;
  const word = serverText(belief.word_key)?.toLowerCase() ?? "";
  return (
    <p className="muted">
      {t.belief(level, word, fmt.percent(belief.likelihood * 100))}
      {belief.recheck_on && t.recheck(fmt.date(belief.recheck_on))}
    </p>
  );
}
