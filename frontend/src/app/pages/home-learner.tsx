import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { learnHome } from "@/features/learn/api";
import { NextCard } from "@/features/learn/parts/next-card";
import { Todos } from "@/features/learn/parts/todos";
import { text as gapText } from "@/features/gaps/row-i18n";
import { GapRow } from "@/features/gaps/parts/gap-row";
import { Card, LinkButton, Load } from "@/ui";
import type { LearnHome } from "@/features/learn/api";

/** What a learner sees first: the next thing to do, the widest gaps, what else waits. */
export function LearnerHome() {
  const query = useQuery(learnHome);
  return (
    <Load query={query} lines={12}>
      {(home) => (
        <>
          <NextCard next={home.next} required={home.summary.required} />
          <div className="columns">
            <Gaps home={home} />
            <Todos todos={home.todos} unread={home.unread} />
          </div>
        </>
      )}
    </Load>
  );
}

function Gaps({ home: { gaps, summary } }: { home: LearnHome }) {
  const t = useT(gapText);
  return (
    <Card title={t.homeTitle}>
      {summary.required === 0 ? (
        <p className="muted">
          {t.nothingRequired} {t.nothingRequiredText}
        </p>
      ) : (
        <>
          <p>{t.summary(summary.met, summary.required)}</p>
          {gaps.length > 0 && (
            <ul className="plain-list divided">
              {gaps.map((gap) => (
                <li key={gap.competency.id}>
                  <GapRow gap={gap} />
                </li>
              ))}
            </ul>
          )}
          <div className="row">
            <LinkButton kind="secondary" href={paths.competencies}>
              {t.seeAll}
            </LinkButton>
          </div>
        </>
      )}
    </Card>
  );
}
