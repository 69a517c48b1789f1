import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { Badge, Card, LevelMoves, LinkButton, Load, PageHeader, Progress } from "@/ui";
import type { Course, CourseQuiz, LessonDone } from "../api";
import { course } from "../api";
import { text } from "../i18n";
import { text as nextText } from "../next-i18n";
import "../learn.css";
import { ClosesList, stateTone } from "../parts/course-card";
import { doneFrom, quizState } from "../rules";

/** A course as a list of tasks: its lessons, and its test at the end. */
export default function CoursePage() {
  const t = useT(text);
  const { id } = usePageParams(paths.course);
  const query = useQuery(course(id));
  const done = doneFrom(history.state);
  const found = query.data;
  return (
    <div className="page">
      <PageHeader
        title={found ? inLocale(found.title_vi, found.title_en) : t.courses}
        subtitle={found && t.size(fmt.minutes(found.minutes), found.lessons.length)}
        back={{ href: paths.courses, label: t.courses }}
      />
      <Load query={query} lines={10}>
        {(data) => (
          <>
            {done && <Finished done={done} quiz={data.quiz} />}
            <About course={data} invite={!done} />
            <Tasks course={data} />
            {data.shows.length > 0 && <Shows course={data} />}
          </>
        )}
      </Load>
    </div>
  );
}

function Finished({ done, quiz }: { done: LessonDone; quiz: CourseQuiz | undefined }) {
  const t = useT(text);
  const moves = done.levels.map(({ competency, from, to: level, required }) => ({
    key: competency.id,
    name: inLocale(competency.name_vi, competency.name_en),
    from,
    to: level,
    required,
  }));
  const test = openQuiz(quiz);
  return (
    <Card title={t.finishedTitle}>
      <p>{moves.length > 0 ? t.finishedMoved : t.finishedSame}</p>
      {moves.length > 0 && <LevelMoves moves={moves} />}
      {test && (
        <div className="row-between">
          <p>{t.finishedQuiz}</p>
          <LinkButton href={to(paths.quiz, { id: test.id })}>{t.toQuiz}</LinkButton>
        </div>
      )}
    </Card>
  );
}

/** The test, when it can still be taken. */
const openQuiz = (quiz: CourseQuiz | undefined) =>
  quiz && !quiz.passed && (quiz.attempts_left > 0 || quiz.open) ? quiz : undefined;

function About({ course: data, invite }: { course: Course; invite: boolean }) {
  const t = useT(text);
  const own = useT(nextText);
  const quiz = openQuiz(data.quiz);
  const title = inLocale(data.title_vi, data.title_en);
  const next = data.next;
  const begun = data.enrolled_at !== undefined;
  return (
    <Card>
      <p className="prose">{inLocale(data.summary_vi, data.summary_en)}</p>
      <ClosesList closes={data.closes} />
      {begun && (
        <Progress
          label={own.progressOf(title)}
          value={data.done / Math.max(1, data.lessons.length)}
          words={
            data.completed_at
              ? t.completedOn(fmt.date(data.completed_at))
              : own.lessonsDone(data.done, data.lessons.length)
          }
        />
      )}
      {next ? (
        <div className="row">
          <LinkButton href={to(paths.lesson, { id: next.id })}>{begun ? t.goOn : t.start}</LinkButton>
        </div>
      ) : (
        invite &&
        quiz && (
          <div className="row">
            <LinkButton href={to(paths.quiz, { id: quiz.id })}>{t.toQuiz}</LinkButton>
          </div>
        )
      )}
    </Card>
  );
}

function Tasks({ course: data }: { course: Course }) {
  const t = useT(text);
  return (
    <Card title={t.tasks}>
      <ol className="tasks">
        {data.lessons.map((lesson) => (
          <li key={lesson.id} className="task">
            <span className="task-words">
              <Link href={to(paths.lesson, { id: lesson.id })} className="task-link">
                {t.lessonNumber(lesson.number, inLocale(lesson.title_vi, lesson.title_en))}
              </Link>
              <span className="small muted">{fmt.minutes(lesson.minutes)}</span>
            </span>
            <Badge tone={stateTone[lesson.state]}>{t.states[lesson.state]}</Badge>
          </li>
        ))}
        {data.quiz && <Test quiz={data.quiz} read={data.completed_at !== undefined} />}
      </ol>
    </Card>
  );
}

const quizTone = {
  locked: "neutral",
  ready: "info",
  open: "info",
  failed: "warn",
  spent: "neutral",
  passed: "ok",
} as const;

function Test({ quiz, read }: { quiz: CourseQuiz; read: boolean }) {
  const t = useT(text);
  const own = useT(nextText);
  const state = quizState(quiz, read);
  const facts = [
    t.testSize(quiz.questions, fmt.minutes(quiz.minutes)),
    quiz.passed ? "" : own.attemptsLeft(quiz.attempts_left),
    quiz.best_score === undefined ? "" : t.best(fmt.percent(quiz.best_score)),
  ];
  return (
    <li className="task">
      <span className="task-words">
        <Link href={to(paths.quiz, { id: quiz.id })} className="task-link">
          {inLocale(quiz.title_vi, quiz.title_en)}
        </Link>
        <span className="small muted">{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <Badge tone={quizTone[state]}>{t.quizStates[state]}</Badge>
    </li>
  );
}

function Shows({ course: data }: { course: Course }) {
  const t = useT(text);
  return (
    <Card title={t.shows}>
      <ul className="plain-list">
        {data.shows.map(({ competency, level }) => (
          <li key={competency.id}>{t.showsLevel(inLocale(competency.name_vi, competency.name_en), level)}</li>
        ))}
      </ul>
    </Card>
  );
}
