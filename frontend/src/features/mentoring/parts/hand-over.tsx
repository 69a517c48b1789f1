import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Button, Disclosure, FormDialog, Load, Notice, Select, TextArea, toast } from "@/ui";
import type { HandOver, Moved, PairDetail } from "../api";
import {
  answerHandOver,
  handOver,
  handOversToMe,
  successors,
  withdrawAsDepartment,
  withdrawHandOver,
} from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import { sessionState } from "../rules";
import { AnswerSession } from "./answer-session";
import { useDeed } from "./deed";
import { SessionFacts } from "./session-facts";

/** Asks another mentor to go on with a pair; `watched` does so as the department. */
export function AskHandOver({ pairId, name, watched }: { pairId: string; name?: string; watched?: boolean }) {
  const t = useT(life);
  const [asking, setAsking] = useState(false);
  const send = useDeed(
    (sent: { mentor: string; reason: string }) =>
      handOver(pairId, watched ?? false, sent.mentor, sent.reason),
    () => {
      setAsking(false);
      toast(t.handOverSent);
    },
  );
  const people = useQuery({ ...successors(pairId, watched ?? false), enabled: asking });
  const none = people.data?.length === 0;
  return (
    <>
      <Button
        kind={watched ? "secondary" : "quiet"}
        small={watched}
        aria-label={name ? `${t.handOver}: ${name}` : undefined}
        onClick={() => setAsking(true)}
      >
        {t.handOver}
      </Button>
      <FormDialog
        open={asking}
        title={t.handOverTitle}
        yes={t.handOverYes}
        no={t.back}
        onClose={() => setAsking(false)}
        onSubmit={async (values) => {
          if (none) return;
          await send.mutateAsync({
            mentor: String(values.get("mentor_id")),
            reason: String(values.get("reason")).trim().normalize("NFC"),
          });
        }}
      >
        <p className="muted">{t.handOverText}</p>
        {asking && (
          <Load query={people} lines={2}>
            {(found) =>
              found.length === 0 ? (
                <Notice tone="warn">
                  <strong>{t.successorsNone}</strong>
                  <span>{t.successorsNoneText}</span>
                </Notice>
              ) : (
                <Select label={t.successor} name="mentor_id">
                  {found.map((each) => (
                    <option key={each.id} value={each.id}>
                      {t.successorOption(each.full_name, each.unit, each.level)}
                    </option>
                  ))}
                </Select>
              )
            }
          </Load>
        )}
        <TextArea label={t.reason} name="reason" rows={3} maxLength={1000} />
      </FormDialog>
    </>
  );
}

/** The hand-over of a pair that waits for its answer. */
export function HandOverWaits({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  const withdraw = useDeed(withdrawHandOver, () => toast(t.withdrawn));
  const asked = pair.hand_over;
  if (!asked) return null;
  return (
    <Notice tone="info">
      <strong>{t.handOverWaits(asked.to_name)}</strong>
      <span>{asked.reason}</span>
      {asked.mine && (
        <Button kind="secondary" small busy={withdraw.isPending} onClick={() => withdraw.mutate(asked.id)}>
          {t.withdraw}
        </Button>
      )}
    </Notice>
  );
}

/** A hand-over that waits, as the department sees it. */
export function WithdrawHandOver({ id, to }: { id: string; to: string }) {
  const t = useT(life);
  const withdraw = useDeed(withdrawAsDepartment, () => toast(t.withdrawn));
  return (
    <div className="stack-tight">
      <span className="small">{t.handOverWaits(to)}</span>
      <Button kind="secondary" small busy={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
        {t.withdraw}
      </Button>
    </div>
  );
}

/** Pairs that somebody is asked to take over; nothing when there are none. */
export function HandOversToMe() {
  const t = useT(life);
  const { data } = useQuery(handOversToMe);
  if (!data || data.length === 0) return null;
  return (
    <section className="stack" aria-label={t.handOversToMe}>
      <h2>{t.handOversToMe}</h2>
      <ul className="plain-list person-list">
        {data.map((each) => (
          <OneHandOver key={each.id} asked={each} />
        ))}
      </ul>
    </section>
  );
}

function OneHandOver({ asked }: { asked: HandOver }) {
  const t = useT(life);
  const words = useT(text);
  const [declining, setDeclining] = useState(false);
  const take = useDeed(
    () => answerHandOver(asked.id, true),
    () => toast(t.takenOver(asked.learner_name)),
  );
  const leave = useDeed(
    (reason: string) => answerHandOver(asked.id, false, reason),
    () => {
      setDeclining(false);
      toast(t.notTakenToast);
    },
  );
  return (
    <li className="person-card">
      <h3>{asked.learner_name}</h3>
      <div>
        <p>{words.wants(inLocale(asked.name_vi, asked.name_en), asked.target_level)}</p>
        <p className="muted small">
          {[
            asked.learner_unit,
            t.handOverLine(asked.mentor_name),
            t.handOverSides[asked.side],
            fmt.date(asked.asked_at),
          ].join(" · ")}
        </p>
      </div>
      <p className="person-quote">{asked.reason}</p>
      <div className="row">
        <Button
          busy={take.isPending}
          aria-label={`${t.takeOver}: ${asked.learner_name}`}
          onClick={() => take.mutate(undefined)}
        >
          {t.takeOver}
        </Button>
        <Button
          kind="secondary"
          aria-label={`${t.notTaken}: ${asked.learner_name}`}
          onClick={() => setDeclining(true)}
        >
          {t.notTaken}
        </Button>
      </div>
      <FormDialog
        open={declining}
        title={t.notTakenTitle}
        yes={t.notTaken}
        no={t.back}
        onClose={() => setDeclining(false)}
        onSubmit={async (values) => {
          await leave.mutateAsync(String(values.get("reason")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.reason} name="reason" rows={3} maxLength={1000} />
      </FormDialog>
    </li>
  );
}

/** Sessions with the mentors before this one; the learner can still confirm them. */
export function EarlierSessions({
  pair,
  coach,
  onConfirmed,
}: {
  pair: PairDetail;
  coach: boolean;
  onConfirmed: (levels: Moved[]) => void;
}) {
  const t = useT(life);
  if (pair.earlier.length === 0) return null;
  return (
    <Disclosure summary={t.earlier}>
      <ol className="session-list">
        {pair.earlier.map((session) => (
          <li key={session.id} className="session-item">
            <p className="muted small">{t.with(session.mentor_name)}</p>
            <SessionFacts session={session}>
              {!coach && sessionState(session) === "waiting" && (
                <AnswerSession session={session} onConfirmed={onConfirmed} />
              )}
            </SessionFacts>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
