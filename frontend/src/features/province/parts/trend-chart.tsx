import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { TrendPoint } from "../api";
import { shareOf } from "../rules";
import { text } from "../views-i18n";

const width = 720;
const height = 240;
const left = 46;
const bottom = 28;
const top = 16;
const marks = [0, 2500, 5000, 7500, 10_000];

/** The share met, month by month; the table beside it says the same in numbers. */
export function TrendChart({ points }: { points: TrendPoint[] }) {
  const t = useT(text);
  const x = (index: number) => left + ((width - left - 20) * index) / Math.max(1, points.length - 1);
  const y = (share: number) => top + (height - top - bottom) * (1 - share / 10_000);
  const shares = points.map((point) => shareOf(point) ?? 0);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const every = Math.ceil(points.length / 8);
  return (
    <svg
      className="trend-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t.chart(
        fmt.date(first.day),
        fmt.date(last.day),
        fmt.percent(shares[0] ?? 0),
        fmt.percent(shares.at(-1) ?? 0),
      )}
    >
      {marks.map((mark) => (
        <g key={mark}>
          <line className="trend-grid" x1={left} x2={width - 10} y1={y(mark)} y2={y(mark)} />
          <text x={left - 6} y={y(mark) + 4} textAnchor="end">
            {fmt.percent(mark)}
          </text>
        </g>
      ))}
      <polyline
        className="trend-line"
        points={shares.map((share, index) => `${x(index)},${y(share)}`).join(" ")}
      />
      {points.map(({ day }, index) => (
        <g key={day}>
          <circle cx={x(index)} cy={y(shares[index] ?? 0)} r={3.5} />
          {index % every === 0 && (
            <text
              className={index % (2 * every) === 0 ? undefined : "trend-between"}
              x={x(index)}
              y={height - 8}
              textAnchor="middle"
            >
              {`${day.slice(5, 7)}/${day.slice(0, 4)}`}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
