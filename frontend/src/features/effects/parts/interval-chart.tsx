import { useT } from "@/lib/i18n";
import { text } from "../i18n";
import type { Interval } from "../rules";
import { axisOf, signed } from "../rules";

const width = 720;
const side = 28;
const line = 60;
const top = 28;

/** Differences with their intervals; a table beside it says the same in numbers. */
export function IntervalChart({ rows }: { rows: Interval[] }) {
  const t = useT(text);
  const [low, high] = axisOf(rows);
  const x = (milli: number) => side + ((width - 2 * side) * (milli - low)) / (high - low);
  const marks = Array.from({ length: (high - low) / 500 + 1 }, (_, index) => low + index * 500);
  const height = top + rows.length * line + 8;
  const words = rows.map(({ name, estimate: e }) =>
    t.chartRow(name, signed(e.effect), signed(e.low), signed(e.high)),
  );
  return (
    <svg
      className="effect-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t.chart(words.join(" "))}
    >
      {marks.map((mark) => (
        <g key={mark}>
          <line
            className={mark === 0 ? "effect-zero" : "effect-grid"}
            x1={x(mark)}
            x2={x(mark)}
            y1={top}
            y2={height}
          />
          <text x={x(mark)} y={16} textAnchor="middle">
            {signed(mark)}
          </text>
        </g>
      ))}
      {rows.map(({ name, estimate: e }, index) => {
        const y = top + line * index + 44;
        return (
          <g key={name}>
            <text className="effect-name" x={side + 8} y={y - 18}>
              {name}
            </text>
            <line className="effect-span" x1={x(e.low)} x2={x(e.high)} y1={y} y2={y} />
            <circle className="effect-point" cx={x(e.effect)} cy={y} r={6} />
          </g>
        );
      })}
    </svg>
  );
}
