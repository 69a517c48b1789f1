import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { Badge, Button, Card, EmptyState, LinkButton, Load, Notice, PageHeader, Table } from "@/ui";
import type { Quiz, QuizAttempt } from "../api";
import { quiz, startAttempt } from "../api";
import { text } from "../i18n";
import { startState } from "../rules";

/** A test before it begins. */
export default function QuizPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.quiz);
  const query = useQuery(quiz(id, useLocale()));
  const found = query.data;
  return (
    <div className="page">
      <PageHeader
        title={found ? inLocale(found.title_vi, found.title_en) : t.quiz}
        back={
          found?.course
            ? {
                href: to(paths.course, { id: found.course.id }),
                label: inLocale(found.course.title_vi, found.course.title_en),
              }
            : { href: paths.courses, label: t.courses }
        }
      />
      <Load query={query} lines={8}>
        {(card) => (
          <>
            <Start card={card} />
            {card.attempts.length > 0 && <Attempts attempts={card.attempts} />}
          </>
        )}
      </Load>
    </div>
  );
}

function Start({ card }: { card: Quiz }) {
  const t = useT(text);
  switch (startState(card)) {
    case "open": {
      const open = card.attempts.find(({ id }) => id === card.open_attempt);
      return (
        <Card title={t.resumeTitle}>
          {open && <p>{t.resumeText(fmt.dateTime(open.due_at))}</p>}
          <Facts card={card} />
          <div className="row">
            <LinkButton href={to(paths.attempt, { id: card.open_attempt ?? "" })}>{t.resume}</LinkButton>
          </div>
        </Card>
      );
    }
    case "passed": {
      const passed = card.attempts.find((each) => each.passed);
      return (
        <EmptyState
          title={t.passedTitle}
          action={
            passed && <LinkButton href={to(paths.attemptResult, { id: passed.id })}>{t.seeResult}</LinkButton>
          }
        />
      );
    }
    case "cannot":
      return (
        <Card title={t.cannotTitle}>
          {card.reason_key && <Notice tone="warn">{serverText(card.reason_key)}</Notice>}
          <Facts card={card} />
        </Card>
      );
    case "can":
      return <Begin card={card} />;
  }
}

function Begin({ card }: { card: Quiz }) {
  const t = useT(text);
  const [, navigate] = useLocation();
  const start = useMutation({
    mutationFn: () => startAttempt(card.id),
    onSuccess: ({ id }) => {
      navigate(to(paths.attempt, { id }));
      window.scrollTo(0, 0);
    },
  });
  return (
    <Card title={t.before}>
      <Facts card={card} />
      <div className="prose">
        <ul>
          <li>{t.howSaved}</li>
          <li>{t.howTime}</li>
        </ul>
      </div>
      <div className="row">
        <Button busy={start.isPending} onClick={() => start.mutate()}>
          {t.start}
        </Button>
      </div>
    </Card>
  );
}

function Facts({ card }: { card: Quiz }) {
  const t = useT(text);
  return (
    <dl className="facts">
      <dt>{t.questions}</dt>
      <dd>{t.questionCount(card.questions)}</dd>
      <dt>{t.time}</dt>
      <dd>{fmt.minutes(card.minutes)}</dd>
      <dt>{t.pass}</dt>
      <dd>{t.passFrom(fmt.percent(card.pass))}</dd>
      <dt>{t.left}</dt>
      <dd>{t.leftOf(card.attempts_left, card.max_attempts)}</dd>
    </dl>
  );
}

function Attempts({ attempts }: { attempts: QuizAttempt[] }) {
  const t = useT(text);
  return (
    <Card title={t.earlier}>
      <Table
        caption={t.earlier}
        rows={attempts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "number",
            head: t.attempt,
            cell: (each) =>
              each.state === "finished" ? (
                <Link href={to(paths.attemptResult, { id: each.id })}>{t.attemptNumber(each.number)}</Link>
              ) : (
                t.attemptNumber(each.number)
              ),
          },
          { key: "day", head: t.day, cell: (each) => fmt.dateTime(each.finished_at ?? each.started_at) },
          {
            key: "score",
            head: t.score,
            cell: (each) => (each.score === undefined ? t.noScore : fmt.percent(each.score)),
          },
          { key: "state", head: t.state, cell: (each) => <Outcome attempt={each} /> },
        ]}
      />
    </Card>
  );
}

function Outcome({ attempt }: { attempt: QuizAttempt }) {
  const t = useT(text);
  if (attempt.state !== "finished") return <Badge>{t.states[attempt.state]}</Badge>;
  return <Badge tone={attempt.passed ? "ok" : "warn"}>{attempt.passed ? t.passed : t.notPassed}</Badge>;
}
