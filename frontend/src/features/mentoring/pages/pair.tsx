import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Badge, Button, Card, Load, PageHeader } from "@/ui";
import type { Moved, PairDetail } from "../api";
import { pair as onePair } from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import "../mentoring.css";
import { AnswerRequest } from "../parts/answer-request";
import { AnswerSession, ConfirmedLevels } from "../parts/answer-session";
import { Bookings } from "../parts/bookings";
import { Ending } from "../parts/ending";
import { Feedback } from "../parts/feedback";
import { AskHandOver, EarlierSessions, HandOverWaits } from "../parts/hand-over";
import { AnswerSuggestion, Flags, History, Resting, Targets } from "../parts/life";
import { LogSession } from "../parts/log-session";
import { Calls, Resources } from "../parts/resources";
import { SessionFacts } from "../parts/session-facts";
import { sessionState, stateTone } from "../rules";

export default function Mentorship() {
  const t = useT(text);
  const { id } = usePageParams(paths.mentorship);
  const found = useQuery(onePair(id));
  const back = { href: paths.mentoring, label: t.back };
  return (
    <div className="page">
      {!found.data && <PageHeader title={t.title} back={back} />}
      <Load query={found} lines={6}>
        {(pair) => (
          <>
            <PageHeader
              title={inLocale(pair.competency.name_vi, pair.competency.name_en)}
              subtitle={t.pairSubtitle(pair.mentor.full_name, pair.learner.full_name)}
              back={back}
            />
            <PairParts key={pair.id} pair={pair} />
          </>
        )}
      </Load>
    </div>
  );
}

function PairParts({ pair }: { pair: PairDetail }) {
  const t = useT(text);
  const coach = useMe().staff_id === pair.mentor.id;
  const [part, setPart] = useQueryState("phan");
  const [held, setHeld] = useQueryState("hen");
  const [moved, setMoved] = useState<Moved[]>();
  const writing = part === "ghi" && pair.can.log;
  const booking = pair.bookings.find(({ id, state }) => id === held && state === "booked");
  const leave = () => {
    setHeld("");
    setPart("");
  };
  return (
    <>
      <ConfirmedLevels levels={moved} />
      <Flags pair={pair} />
      <HandOverWaits pair={pair} />
      {writing && <LogSession key={booking?.id} pair={pair} booking={booking} onDone={leave} />}
      <Feedback pair={pair} coach={coach} />
      <Calls pair={pair} coach={coach} />
      <div className="columns">
        <div className="pair-parts">
          <Targets pair={pair} />
          <Bookings pair={pair} />
          <Card
            title={t.sessions}
            actions={pair.can.log && !writing && <Button onClick={() => setPart("ghi")}>{t.log}</Button>}
          >
            {pair.log.length === 0 ? (
              <div className="stack-tight">
                <p>{t.sessionsNone}</p>
                <p className="muted">{coach ? t.sessionsNoneMentor : t.sessionsNoneLearner}</p>
              </div>
            ) : (
              <ol className="session-list">
                {pair.log.map((session) => (
                  <li key={session.id} className="session-item">
                    <SessionFacts session={session}>
                      {!coach && pair.can.confirm && sessionState(session) === "waiting" && (
                        <AnswerSession session={session} onConfirmed={setMoved} />
                      )}
                    </SessionFacts>
                  </li>
                ))}
              </ol>
            )}
            <EarlierSessions pair={pair} coach={coach} onConfirmed={setMoved} />
          </Card>
          <Resources pair={pair} />
        </div>
        <Facts pair={pair} coach={coach} />
      </div>
    </>
  );
}

function Facts({ pair, coach }: { pair: PairDetail; coach: boolean }) {
  const t = useT(text);
  const l = useT(life);
  const other = coach ? pair.learner : pair.mentor;
  const days: [string, string | undefined][] = [
    [t.requestedAt, pair.requested_at],
    [t.answeredAt, pair.answered_at],
    [t.closedAt, pair.closed_at],
  ];
  return (
    <Card title={t.facts}>
      <dl className="facts">
        <dt>{t.state}</dt>
        <dd>
          <Badge tone={stateTone[pair.state]}>{t.states[pair.state]}</Badge>
        </dd>
        <dt>{coach ? t.learner : t.mentor}</dt>
        <dd>
          {other.full_name}
          <div className="muted small">{inLocale(other.unit.name, other.unit.name_en)}</div>
        </dd>
        {other.phone && (
          <>
            <dt>{t.phone}</dt>
            <dd>
              <a href={`tel:${other.phone.replace(/[^+\d]/g, "")}`}>{other.phone}</a>
            </dd>
          </>
        )}
        <dt>{t.target}</dt>
        <dd>{t.level(pair.target_level)}</dd>
        {pair.sessions > 0 && (
          <>
            <dt>{t.total}</dt>
            <dd>{t.sessionsCount(pair.sessions, fmt.minutes(pair.minutes))}</dd>
          </>
        )}
        {days.map(([name, day]) => (day ? <FactDay key={name} name={name} day={day} /> : null))}
      </dl>
      {pair.message && <p className="person-quote">{pair.message}</p>}
      {pair.reason && (
        <p className="person-quote">
          <span className="muted">{t.reasonGiven}: </span>
          {pair.reason}
        </p>
      )}
      {pair.answer_by && <p className="muted">{t.answerBy(fmt.date(pair.answer_by))}</p>}
      {pair.paused_at && <p className="muted">{l.pausedSince(fmt.date(pair.paused_at))}</p>}
      {pair.slot !== undefined && <p className="muted">{l.usualSlot(l.slot(pair.slot))}</p>}
      {pair.programme_id && <p className="muted">{l.suggestedTitle}.</p>}
      {coach && pair.state === "suggested" && <p className="muted">{l.waitsForLearner}</p>}
      <div className="row">
        {coach ? <AnswerRequest pair={pair} /> : <AnswerSuggestion pair={pair} />}
        <Resting pair={pair} />
        {pair.can.end && <Ending pair={pair} />}
        {pair.handovable && <AskHandOver pairId={pair.id} />}
      </div>
      <History pair={pair} />
    </Card>
  );
}

function FactDay({ name, day }: { name: string; day: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{fmt.date(day)}</dd>
    </>
  );
}
