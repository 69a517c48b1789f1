import { useT } from "@/lib/i18n";
import { LevelBar } from "./level-bar";
import { text } from "./level-moves-i18n";

export interface LevelMove {
  /** What is told apart: a competency's id. */
  key: string;
  name: string;
  /** Levels before and after, 0…5. */
  from: number;
  to: number;
  /** 0 when no post requires the competency. */
  required: number;
}

/** What a deed did to levels: from, to, and what is still needed, in words and as bars. */
export function LevelMoves({ moves }: { moves: LevelMove[] }) {
  const t = useT(text);
  return (
    <ul className="plain-list divided">
      {moves.map(({ key, name, from, to, required }) => (
        <li key={key} className="stack-tight">
          <strong>{name}</strong>
          <LevelBar have={to} need={required || undefined} words={false} />
          <span>
            {to === from ? t.stays(to) : t.moves(from, to)} {needs(t, to, required)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function needs(t: (typeof text)["vi"], level: number, required: number): string {
  if (required === 0) return "";
  return level >= required ? t.reached(required) : t.lacks(required, required - level);
}
