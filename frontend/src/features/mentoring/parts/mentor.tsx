import { useQuery } from "@tanstack/react-query";
import { useLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card, Disclosure, LinkButton, Load } from "@/ui";
import type { Pair } from "../api";
import { pairs, profile } from "../api";
import { text } from "../i18n";
import { splitPairs } from "../rules";
import { AnswerRequest } from "./answer-request";
import { HandOversToMe } from "./hand-over";
import { MyAbsences } from "./my-absences";
import { Offer } from "./offer";
import { PairCard } from "./pair-card";
import { ProposalCard } from "./proposal-card";
import { RecordCard } from "./record";

/** Mentoring for who helps. */
export function MentorSide() {
  const own = useQuery(pairs("mentor"));
  return (
    <>
      <HandOversToMe />
      <Load query={own} lines={4}>
        {(all) => <Learners pairs={all} />}
      </Load>
      <OwnProfile />
    </>
  );
}

/** What a mentor decides, and what the profile fills itself with. */
function OwnProfile() {
  const t = useT(text);
  const offer = useQuery(profile(useLocale()));
  return (
    <Load query={offer} lines={8}>
      {(now) => (
        <>
          <ProposalCard proposal={now.proposal} />
          <div className="columns">
            <Card title={t.profile}>
              <Offer now={now} />
            </Card>
            <div className="stack">
              <RecordCard now={now} />
              <MyAbsences />
            </div>
          </div>
        </>
      )}
    </Load>
  );
}

function Learners({ pairs: all }: { pairs: Pair[] }) {
  const t = useT(text);
  const { requested, active, past } = splitPairs(all);
  return (
    <>
      <section className="stack" aria-label={t.requests}>
        <h2>{t.requests}</h2>
        {requested.length === 0 ? (
          <p className="muted">{t.requestsNone}</p>
        ) : (
          <ul className="plain-list person-list">
            {requested.map((pair) => (
              <PairCard key={pair.id} pair={pair} side="mentor">
                <AnswerRequest pair={pair} />
              </PairCard>
            ))}
          </ul>
        )}
      </section>
      <section className="stack" aria-label={t.learners}>
        <h2>{t.learners}</h2>
        {active.length === 0 ? (
          <p className="muted">{t.learnersNone}</p>
        ) : (
          <ul className="plain-list person-list">
            {active.map((pair) => (
              <PairCard key={pair.id} pair={pair} side="mentor">
                {pair.can.log && (
                  <LinkButton small href={to(paths.mentorship, { id: pair.id }, { phan: "ghi" })}>
                    {t.log}
                    <span className="visually-hidden"> {pair.learner.full_name}</span>
                  </LinkButton>
                )}
              </PairCard>
            ))}
          </ul>
        )}
        {past.length > 0 && (
          <Disclosure summary={t.past(past.length)}>
            <ul className="plain-list person-list">
              {past.map((pair) => (
                <PairCard key={pair.id} pair={pair} side="mentor" />
              ))}
            </ul>
          </Disclosure>
        )}
      </section>
    </>
  );
}
