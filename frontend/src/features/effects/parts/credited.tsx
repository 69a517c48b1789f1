import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Estimate } from "../api";
import { text } from "../i18n";
import { signed } from "../rules";

/** The effect credited to a mentor with how sure it is, or that it cannot be told. */
export function Credited({ estimate: e }: { estimate: Estimate }) {
  const t = useT(text);
  return e.verdict === "too_few" ? (
    <span className="muted">{t.tooFewMentor(fmt.number(e.matched))}</span>
  ) : (
    <span>{`${signed(e.effect)} (${t.range(signed(e.low), signed(e.high))})`}</span>
  );
}
