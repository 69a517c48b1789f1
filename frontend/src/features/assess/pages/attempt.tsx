import { useQuery } from "@tanstack/react-query";
import { Redirect } from "wouter";
import { useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { EmptyState, LinkButton, Load, PageHeader } from "@/ui";
import { sitting } from "../api";
import { text } from "../i18n";
import { Sitting } from "../parts/sitting";

/** An attempt: to work on while it is open, its result afterwards. */
export default function AttemptPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.attempt);
  const query = useQuery(sitting(id));
  if (query.data === undefined)
    return (
      <div className="page">
        <PageHeader title={t.quiz} />
        <Load query={query} lines={10}>
          {() => null}
        </Load>
      </div>
    );
  const { attempt } = query.data;
  if (attempt.state === "finished") return <Redirect to={to(paths.attemptResult, { id })} replace />;
  if (attempt.state === "abandoned") return <Abandoned quiz={attempt.quiz.id} />;
  return <Sitting key={attempt.id} {...query.data} />;
}

function Abandoned({ quiz }: { quiz: string }) {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.quiz} />
      <EmptyState
        title={t.abandonedTitle}
        action={<LinkButton href={to(paths.quiz, { id: quiz })}>{t.toQuiz}</LinkButton>}
      >
        {t.abandonedText}
      </EmptyState>
    </div>
  );
}
