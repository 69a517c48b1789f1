import { useT } from "@/lib/i18n";
import { Card, Check, classes } from "@/ui";
import type { Question } from "../api";
import { text } from "../i18n";
import { isAnswered } from "../rules";

export interface QuestionMapProps {
  questions: Question[];
  answers: Record<string, string[]>;
  /** Index of the question shown; none on the list before handing in. */
  now: number | undefined;
  onGo: (index: number) => void;
  keys: boolean;
  onKeys: (on: boolean) => void;
}

/** All questions by number: which are answered, and a way to each. */
export function QuestionMap({ questions, answers, now, onGo, keys, onKeys }: QuestionMapProps) {
  const t = useT(text);
  return (
    <Card title={t.map}>
      <ol className="map">
        {questions.map((question, index) => {
          const done = isAnswered(answers, question.id);
          return (
            <li key={question.id}>
              <button
                type="button"
                className={classes("map-item", done && "map-item-done")}
                aria-label={t.mapItem(question.number, done)}
                aria-current={index === now ? "step" : undefined}
                onClick={() => onGo(index)}
              >
                {question.number}
              </button>
            </li>
          );
        })}
      </ol>
      <Check label={t.keys} checked={keys} onChange={onKeys} />
    </Card>
  );
}
