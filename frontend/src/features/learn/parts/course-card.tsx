import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, LinkButton, Progress } from "@/ui";
import type { Closes, CourseItem } from "../api";
import { text } from "../i18n";
import { text as nextText } from "../next-i18n";
import "../learn.css";
import { courseState } from "../rules";

export const stateTone = { todo: "neutral", doing: "info", done: "ok" } as const;

/** A course in the list: what it is, how long it takes, which of my gaps it narrows, and how far I am. */
export function CourseCard({ course }: { course: CourseItem }) {
  const t = useT(text);
  const own = useT(nextText);
  const title = inLocale(course.title_vi, course.title_en);
  const state = courseState(course);
  const href = to(paths.course, { id: course.id });
  return (
    <article className="card">
      <div className="course-head">
        <h3 className="course-title">
          <Link href={href}>{title}</Link>
        </h3>
        <Badge tone={stateTone[state]}>{t.states[state]}</Badge>
      </div>
      <p>{inLocale(course.summary_vi, course.summary_en)}</p>
      <ClosesList closes={course.closes} />
      <div className="row-between">
        <span className="muted">{t.size(fmt.minutes(course.minutes), course.lessons)}</span>
        <LinkButton kind={state === "done" ? "secondary" : "primary"} href={href}>
          {state === "todo" ? t.start : state === "doing" ? t.goOn : t.again}
          <span className="visually-hidden">: {title}</span>
        </LinkButton>
      </div>
      {state === "doing" && (
        <Progress
          label={own.progressOf(title)}
          value={course.done / Math.max(1, course.lessons)}
          words={own.lessonsDone(course.done, course.lessons)}
        />
      )}
    </article>
  );
}

/** Which of my gaps a course with its test narrows. */
export function ClosesList({ closes }: { closes: Closes[] }) {
  const t = useT(text);
  if (closes.length === 0) return null;
  return (
    <div className="course-closes">
      <strong className="small">{t.closesTitle}</strong>
      <ul className="plain-list small">
        {closes.map(({ competency, shown, required }) => (
          <li key={competency.id}>
            {t.closes(inLocale(competency.name_vi, competency.name_en), shown, required)}
          </li>
        ))}
      </ul>
    </div>
  );
}
