import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { Card, Disclosure, Load } from "@/ui";
import type { Moved, Pair, PairDetail } from "../api";
import { pair as onePair, pairs } from "../api";
import { text } from "../i18n";
import { sessionState, splitPairs } from "../rules";
import { AnswerSession, ConfirmedLevels } from "./answer-session";
import { Find } from "./find";
import { MyTimes } from "./my-times";
import { PairCard } from "./pair-card";
import { SessionFacts } from "./session-facts";

/** Mentoring for who learns. */
export function LearnerSide() {
  const t = useT(text);
  const own = useQuery(pairs("learner"));
  return (
    <>
      <Load query={own} lines={3}>
        {(all) => (
          <>
            <ToConfirm pairs={all.filter(({ waiting }) => waiting > 0)} />
            <Mine pairs={all} />
          </>
        )}
      </Load>
      <section className="stack" aria-label={t.find}>
        <h2>{t.find}</h2>
        <MyTimes />
        <Find />
      </section>
    </>
  );
}

function ToConfirm({ pairs: waiting }: { pairs: Pair[] }) {
  const t = useT(text);
  const [moved, setMoved] = useState<Moved[]>();
  const details = useQueries({ queries: waiting.map(({ id }) => onePair(id)) });
  const sessions = details
    .flatMap(({ data }) => (data ? [data] : []))
    .flatMap((detail: PairDetail) =>
      detail.log.filter((each) => sessionState(each) === "waiting").map((session) => ({ detail, session })),
    );
  if (sessions.length === 0 && !moved) return null;
  return (
    <>
      <ConfirmedLevels levels={moved} />
      {sessions.length > 0 && (
        <Card title={t.toConfirm}>
          <p className="muted">{t.toConfirmText}</p>
          <div className="divided">
            {sessions.map(({ detail, session }) => (
              <div key={session.id} className="stack-tight">
                <h3>
                  {inLocale(detail.competency.name_vi, detail.competency.name_en)} · {detail.mentor.full_name}
                </h3>
                <SessionFacts session={session} />
                <AnswerSession session={session} onConfirmed={setMoved} />
              </div>
            ))}
          </div>
        </Card>
      )}
    </>
  );
}

function Mine({ pairs: all }: { pairs: Pair[] }) {
  const t = useT(text);
  const { requested, active, past } = splitPairs(all);
  const live = [...active, ...requested];
  return (
    <section className="stack" aria-label={t.mine}>
      <h2>{t.mine}</h2>
      {live.length === 0 ? (
        <p className="muted">{t.mineNone}</p>
      ) : (
        <ul className="plain-list person-list">
          {live.map((pair) => (
            <PairCard key={pair.id} pair={pair} side="learner" />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <Disclosure summary={t.past(past.length)}>
          <ul className="plain-list person-list">
            {past.map((pair) => (
              <PairCard key={pair.id} pair={pair} side="learner" />
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}
