import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Button, Card, Disclosure, FormDialog, Notice, Progress, TextArea, toast } from "@/ui";
import type { PairDetail } from "../api";
import { pausePair, refusePair, requestPair, resumePair } from "../api";
import { life } from "../life-i18n";
import { stateTone } from "../rules";
import { useDeed } from "./deed";

const words = (values: FormData, name: string) => String(values.get(name)).trim().normalize("NFC");

/** The learner's two answers to what a programme suggests. */
export function AnswerSuggestion({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  const [way, setWay] = useState<"request" | "refuse">();
  const done = (told: string) => () => {
    setWay(undefined);
    toast(told);
  };
  const request = useDeed((message: string) => requestPair(pair.id, message), done(t.requested));
  const refuse = useDeed((reason: string) => refusePair(pair.id, reason), done(t.refused));
  if (!pair.can.request) return null;
  const asking = way === "request";
  return (
    <>
      <Button onClick={() => setWay("request")}>{t.request}</Button>
      <Button kind="secondary" onClick={() => setWay("refuse")}>
        {t.refuse}
      </Button>
      <FormDialog
        open={way !== undefined}
        title={asking ? t.requestTitle(pair.mentor.full_name) : t.refuseTitle}
        yes={asking ? t.request : t.refuse}
        no={t.back}
        onClose={() => setWay(undefined)}
        onSubmit={async (values) => {
          if (asking) await request.mutateAsync(words(values, "message"));
          else await refuse.mutateAsync(words(values, "reason"));
        }}
      >
        {asking ? (
          <TextArea label={t.message} name="message" maxLength={1000} optional />
        ) : (
          <TextArea label={t.reason} hint={t.refuseHint} name="reason" maxLength={1000} />
        )}
      </FormDialog>
    </>
  );
}

/** Rest, or go on. */
export function Resting({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  const [asking, setAsking] = useState(false);
  const pause = useDeed(
    (reason: string) => pausePair(pair.id, reason),
    () => {
      setAsking(false);
      toast(t.paused);
    },
  );
  const resume = useDeed(resumePair, () => toast(t.resumed));
  return (
    <>
      {pair.can.resume && (
        <Button busy={resume.isPending} onClick={() => resume.mutate(pair.id)}>
          {t.resume}
        </Button>
      )}
      {pair.can.pause && (
        <Button kind="secondary" onClick={() => setAsking(true)}>
          {t.pause}
        </Button>
      )}
      <FormDialog
        open={asking}
        title={t.pauseTitle}
        yes={t.pause}
        no={t.back}
        onClose={() => setAsking(false)}
        onSubmit={async (values) => {
          await pause.mutateAsync(words(values, "reason"));
        }}
      >
        <TextArea label={t.reason} hint={t.pauseHint} name="reason" maxLength={1000} />
      </FormDialog>
    </>
  );
}

/** What about the pair needs a look now. */
export function Flags({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  if (pair.flags.length === 0) return null;
  return (
    <Notice tone="warn">
      {pair.flags.map((flag) => (
        <span key={flag}>{t.flags[flag]}</span>
      ))}
    </Notice>
  );
}

/** The levels to reach and how far the learner has come. */
export function Targets({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  if (pair.targets.length === 0) return null;
  return (
    <Card title={t.plan}>
      <ul className="plain-list divided">
        {pair.targets.map(({ competency, from, to, level, reached_at }) => {
          const name = inLocale(competency.name_vi, competency.name_en);
          return (
            <li key={competency.id} className="stack-tight">
              <div className="row-between">
                <strong>{name}</strong>
                {reached_at && <Badge tone="ok">{t.targetReached(fmt.date(reached_at))}</Badge>}
              </div>
              <Progress
                label={`${name}: ${t.targetNow(level)}`}
                value={reached_at ? 1 : Math.max(0, level - from) / Math.max(1, to - from)}
                words={`${t.targetLine(from, to)}. ${t.targetNow(level)}.`}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** The pair's life, step by step. */
export function History({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  return (
    <Disclosure summary={t.history}>
      <ol className="plain-list divided">
        {pair.history.map((step) => (
          <li key={`${step.at}·${step.state}`} className="stack-tight">
            <div className="row">
              <Badge tone={stateTone[step.state]}>{t.steps[step.state]}</Badge>
              <span className="muted small">
                {fmt.dateTime(step.at)}
                {step.by && ` · ${t.stepBy(step.by)}`}
              </span>
            </div>
            {step.reason && <p className="person-quote">{step.reason}</p>}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
