import { useT } from "@/lib/i18n";
import { Button, Card, Notice } from "@/ui";
import type { Question } from "../api";
import { text } from "../i18n";
import { isAnswered, unanswered } from "../rules";

export interface CheckListProps {
  questions: Question[];
  answers: Record<string, string[]>;
  onGo: (index: number) => void;
  onHandIn: () => void;
  busy: boolean;
}

/** All answers at a glance before they are handed in. */
export function CheckList({ questions, answers, onGo, onHandIn, busy }: CheckListProps) {
  const t = useT(text);
  const left = unanswered(questions, answers).length;
  return (
    <Card title={t.check}>
      {left > 0 ? (
        <Notice tone="warn">{t.checkSome(left)}</Notice>
      ) : (
        <Notice tone="ok">{t.checkAll(questions.length)}</Notice>
      )}
      <ol className="check-list divided">
        {questions.map((question, index) => {
          const done = isAnswered(answers, question.id);
          return (
            <li key={question.id} className="check-item">
              <div className="check-words">
                <span lang="vi">
                  <strong>{question.number}. </strong>
                  {question.stem_vi}
                </span>
                {done ? (
                  <ChosenOptions question={question} value={answers[question.id] ?? []} />
                ) : (
                  <strong className="check-none">{t.notAnswered}</strong>
                )}
              </div>
              <Button kind="secondary" small onClick={() => onGo(index)}>
                {done ? t.change : t.answer}
                <span className="visually-hidden"> {t.changeNumber(question.number)}</span>
              </Button>
            </li>
          );
        })}
      </ol>
      <div className="row">
        <Button busy={busy} onClick={onHandIn}>
          {busy ? t.sending : t.handIn}
        </Button>
        <Button kind="secondary" onClick={() => onGo(0)}>
          {t.back}
        </Button>
      </div>
    </Card>
  );
}

function ChosenOptions({ question, value }: { question: Question; value: string[] }) {
  return (
    <span className="muted" lang="vi">
      {question.options
        .filter(({ code }) => value.includes(code))
        .map(({ text_vi }) => text_vi)
        .join("; ")}
    </span>
  );
}
