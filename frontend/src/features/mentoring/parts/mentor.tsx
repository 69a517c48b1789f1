import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { serverText } from "@/api/problem";
import { useLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import {
  Badge,
  Card,
  Check,
  Choices,
  Disclosure,
  Field,
  Form,
  LinkButton,
  Load,
  Notice,
  Progress,
  Submit,
  TextArea,
  toast,
} from "@/ui";
import type { Mode, Pair, Profile } from "../api";
import { mentoringKey, pairs, profile, saveProfile } from "../api";
import { text } from "../i18n";
import { freePlaces, splitPairs } from "../rules";
import { AnswerRequest } from "./answer-request";
import { PairCard } from "./pair-card";

/** Mentoring for who helps. */
export function MentorSide() {
  const t = useT(text);
  const own = useQuery(pairs("mentor"));
  const offer = useQuery(profile(useLocale()));
  return (
    <>
      <Load query={own} lines={4}>
        {(all) => <Learners pairs={all} />}
      </Load>
      <Card title={t.profile}>
        <Load query={offer}>{(now) => <Offer now={now} />}</Load>
      </Card>
    </>
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

function Offer({ now }: { now: Profile }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [open, setOpen] = useState(now.open);
  const [modes, setModes] = useState(now.modes);
  const save = async (values: FormData) => {
    await saveProfile({
      open,
      capacity: Number(values.get("capacity")),
      modes: modes as Mode[],
      note: String(values.get("note")).trim().normalize("NFC"),
    });
    toast(t.saved);
    await queries.invalidateQueries({ queryKey: mentoringKey });
  };
  const free = freePlaces(now);
  return (
    <div className="stack mentoring-form">
      <div className="stack-tight">
        <div className="row">
          <strong>{t.load(now.live, now.capacity)}</strong>
          <Badge tone={now.open ? "ok" : "neutral"}>{now.open ? t.open : t.closed}</Badge>
          {now.champion && <Badge tone="info">{t.champion}</Badge>}
        </div>
        <Progress
          label={t.load(now.live, now.capacity)}
          value={now.capacity > 0 ? now.live / now.capacity : 1}
          words={t.loadText(free)}
        />
      </div>
      {!now.can_open && now.closed_key && (
        <Notice tone="warn">{serverText(now.closed_key, now.closed_args)}</Notice>
      )}
      <Form onSubmit={save} label={t.profile}>
        <Check
          label={t.openLabel}
          name="open"
          checked={open}
          disabled={!now.can_open && !now.open}
          onChange={setOpen}
        />
        <div className="short-field">
          <Field
            label={t.capacity}
            hint={t.capacityHint}
            name="capacity"
            type="number"
            inputMode="numeric"
            min={0}
            max={20}
            defaultValue={now.capacity}
          />
        </div>
        <Choices
          legend={t.modesLabel}
          name="modes"
          multiple
          value={modes}
          onChange={setModes}
          options={(["desk", "remote", "group"] as const).map((value) => ({ value, label: t.modes[value] }))}
        />
        <TextArea
          label={t.note}
          hint={t.noteHint}
          name="note"
          rows={2}
          maxLength={1000}
          optional
          defaultValue={now.note}
        />
        <div className="form-actions">
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </div>
  );
}
