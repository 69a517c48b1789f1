import { useT } from "@/lib/i18n";
import { text } from "./i18n";

/** The step 0…4 of a share in basis points: below 20 %, 40 %, 60 %, 80 %, and above. */
export const heatStep = (points: number): 0 | 1 | 2 | 3 | 4 =>
  Math.max(0, Math.min(4, Math.floor(points / 2000))) as 0 | 1 | 2 | 3 | 4;

/** The classes of a coloured cell; the cell itself always shows the number. */
export const heatClass = (points: number): string => `heat heat-${heatStep(points)}`;

/** What the colours mean, in numbers. */
export function HeatLegend() {
  const t = useT(text);
  const words = [`0–19% (${t.heatLow})`, "20–39%", "40–59%", "60–79%", `80–100% (${t.heatHigh})`];
  return (
    <p className="heat-legend">
      {t.heatScale}:
      {words.map((word, step) => (
        <span key={word} className={`heat-${step}`}>
          {word}
        </span>
      ))}
    </p>
  );
}
