import { useT } from "@/lib/i18n";
import { text } from "./i18n";

export interface LevelBarProps {
  /** 0…max. */
  have: number;
  /** Left out when the post asks for nothing here. */
  need?: number;
  max?: number;
  /** Shows the words below the bar; otherwise they are read out only. */
  words?: boolean;
}

/** Segments of a level: solid is had, hatched is needed, plain is neither. */
export function LevelBar({ have, need, max = 5, words = true }: LevelBarProps) {
  const t = useT(text);
  const sentence = need === undefined ? t.levelOnly(have) : t.level(have, need);
  return (
    <div className="level">
      <div className="level-bar" aria-hidden="true">
        {Array.from({ length: max }, (_, index) => (
          <span
            key={index}
            className={`level-segment ${index < have ? "level-have" : index < (need ?? 0) ? "level-need" : ""}`}
          />
        ))}
      </div>
      <span className={words ? "small muted" : "visually-hidden"}>{sentence}</span>
    </div>
  );
}
