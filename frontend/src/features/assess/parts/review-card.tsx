import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, classes } from "@/ui";
import type { Review } from "../api";
import "../assess.css";
import { text } from "../i18n";
import { markOf } from "../rules";

const tones = { right: "ok", partly: "warn", wrong: "warn", none: "neutral" } as const;

/** One question after the test: what was chosen, what is right where that may be told, and why. */
export function ReviewCard({ question, keyShown }: { question: Review; keyShown: boolean }) {
  const t = useT(text);
  const mark = markOf(question);
  const { lesson } = question;
  return (
    <article className="card">
      <div className="row-between">
        <h3 lang="vi">
          {question.number}. {question.stem_vi}
        </h3>
        <Badge tone={tones[mark]}>{t.marks[mark]}</Badge>
      </div>
      <ul className="review-options">
        {question.options.map(({ code, text_vi }) => {
          const chosen = question.value.includes(code);
          const right = keyShown && question.correct.includes(code);
          return (
            <li
              key={code}
              className={classes(
                "review-option",
                chosen && "review-option-chosen",
                right && "review-option-right",
              )}
            >
              <span lang="vi">{text_vi}</span>
              {(chosen || right) && (
                <span className="row">
                  {chosen && <Badge tone="info">{t.chosen}</Badge>}
                  {right && <Badge tone="ok">{t.right}</Badge>}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {question.explanation_vi && (
        <p lang="vi">
          <strong>{t.explanation}. </strong>
          {question.explanation_vi}
        </p>
      )}
      {lesson && mark !== "right" && (
        <p>
          <Link href={to(paths.lesson, { id: lesson.id })}>
            {t.readAgain(inLocale(lesson.title_vi, lesson.title_en))}
          </Link>
        </p>
      )}
    </article>
  );
}
