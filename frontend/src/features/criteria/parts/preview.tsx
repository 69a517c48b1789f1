import { useT } from "@/lib/i18n";
import type { CriteriaSet } from "../api";
import { text } from "../i18n";
import type { Names } from "../words";
import { outcomeWords } from "../words";

/** A set of criteria read as sentences, one an outcome. */
export function Preview({ set, names }: { set: CriteriaSet; names: Names }) {
  const t = useT(text);
  if (set.outcomes.length === 0) return <p className="muted">{t.nothingShown}</p>;
  return (
    <ul className="plain-list divided criteria-words">
      {set.outcomes.map((outcome, index) => {
        const [head, rest] = outcomeWords(outcome, names);
        // Outcomes are told apart by their place alone.
        return (
          // oxlint-disable-next-line no-array-index-key
          <li key={index}>
            <strong>{head}</strong>
            {rest}
          </li>
        );
      })}
    </ul>
  );
}
