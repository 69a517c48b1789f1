import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { CallMentor } from "@/ui/call-mentor";
import { Card, Disclosure, LevelMoves, LinkButton, Load, PageHeader, Progress, Segments } from "@/ui";
import type { Result } from "../api";
import { result } from "../api";
import "../assess.css";
import { text } from "../i18n";
import { Reasons } from "../parts/reasons";
import { ReviewCard } from "../parts/review-card";
import { markOf, toStudy } from "../rules";

/** What came of an attempt: the score, what it did to levels, what to read again, question by question. */
export default function ResultPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.attemptResult);
  const query = useQuery(result(id));
  const found = query.data;
  return (
    <div className="page">
      <PageHeader
        title={t.resultTitle}
        subtitle={
          found && (
            <>
              <div>{inLocale(found.quiz.title_vi, found.quiz.title_en)}</div>
              <div className="small">{t.finishedAt(found.number, fmt.dateTime(found.finished_at))}</div>
            </>
          )
        }
        back={
          found
            ? { href: to(paths.quiz, { id: found.quiz.id }), label: t.toQuiz }
            : { href: paths.courses, label: t.courses }
        }
      />
      <Load query={query} lines={10}>
        {(data) => (
          <>
            <Score result={data} />
            <Levels result={data} />
            <Study result={data} />
            <Questions result={data} />
          </>
        )}
      </Load>
    </div>
  );
}

function Score({ result: { score, passed, quiz, attempts_left } }: { result: Result }) {
  const t = useT(text);
  const percent = fmt.percent(score);
  const again = !passed && attempts_left > 0;
  return (
    <Card>
      <p className="score">{passed ? t.resultPassed(percent) : t.resultFailed(percent)}</p>
      <Progress
        label={t.score}
        value={score / 10_000}
        words={[t.resultPass(fmt.percent(quiz.pass)), passed ? "" : t.attemptsLeft(attempts_left)].join(" ")}
      />
      <div className="row no-print">
        {again && <LinkButton href={to(paths.quiz, { id: quiz.id })}>{t.again}</LinkButton>}
        {quiz.course && (
          <LinkButton kind="secondary" href={to(paths.course, { id: quiz.course.id })}>
            {t.toCourse}
          </LinkButton>
        )}
        <CallMentor kind="quiz" item={quiz.id} />
        <LinkButton kind={again ? "secondary" : "primary"} href={paths.home}>
          {t.toHome}
        </LinkButton>
      </div>
    </Card>
  );
}

function Levels({ result: found }: { result: Result }) {
  const t = useT(text);
  const { levels } = found;
  return (
    <Card title={t.levels}>
      {levels.length === 0 ? (
        <p>{t.noLevels}</p>
      ) : (
        <LevelMoves
          moves={levels.map(({ competency, from, to: level, required }) => ({
            key: competency.id,
            name: inLocale(competency.name_vi, competency.name_en),
            from,
            to: level,
            required,
          }))}
        />
      )}
      <Reasons result={found} />
    </Card>
  );
}

function Study({ result: { questions } }: { result: Result }) {
  const t = useT(text);
  const lessons = toStudy(questions);
  if (lessons.length === 0) return null;
  return (
    <Card title={t.study}>
      <p>{t.studyText}</p>
      <ul className="plain-list divided">
        {lessons.map((lesson) => (
          <li key={lesson.id}>
            <Link href={to(paths.lesson, { id: lesson.id })}>
              {inLocale(lesson.title_vi, lesson.title_en)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Questions({ result: { questions, key_shown } }: { result: Result }) {
  const t = useT(text);
  const wrong = questions.filter((each) => markOf(each) !== "right");
  const [word, setWord] = useQueryState("hien");
  const onlyWrong = wrong.length > 0 && word !== "tat-ca";
  const cards = (onlyWrong ? wrong : questions).map((question) => (
    <ReviewCard key={question.id} question={question} keyShown={key_shown} />
  ));
  return (
    <section className="stack" aria-label={t.questionsTitle}>
      <div className="row-between">
        <h2>{t.questionsTitle}</h2>
        {wrong.length > 0 && (
          <Segments
            label={t.show}
            value={onlyWrong ? "wrong" : "all"}
            options={[
              { value: "wrong", label: t.showWrong(wrong.length) },
              { value: "all", label: t.showAll(questions.length) },
            ]}
            onChange={(value) => setWord(value === "all" ? "tat-ca" : "")}
          />
        )}
      </div>
      {!key_shown && <p className="muted">{t.keyHidden}</p>}
      {wrong.length > 0 ? (
        cards
      ) : (
        // Nothing to put right: the questions wait for who wants to read them again.
        <Disclosure summary={t.showAll(questions.length)}>
          <div className="stack">{cards}</div>
        </Disclosure>
      )}
    </section>
  );
}
