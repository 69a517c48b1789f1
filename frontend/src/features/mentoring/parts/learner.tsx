import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { serverText } from "@/api/problem";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import {
  Badge,
  Button,
  Card,
  Disclosure,
  EmptyState,
  FormDialog,
  LinkButton,
  Load,
  Pager,
  Select,
  TextArea,
  toast,
} from "@/ui";
import type { Moved, Pair, PairDetail, Suggestion } from "../api";
import { ask, myGaps, pair as onePair, pairs, suggestions } from "../api";
import { text } from "../i18n";
import { openGaps, sessionState, splitPairs, stateTone } from "../rules";
import { AnswerSession, ConfirmedLevels } from "./answer-session";
import { useDeed } from "./deed";
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

function Find() {
  const t = useT(text);
  const gaps = useQuery(myGaps);
  const [wanted, setWanted] = useQueryState("nang-luc");
  return (
    <Load query={gaps} lines={3}>
      {({ items }) => {
        const open = openGaps(items);
        const chosen = wanted || open[0]?.competency.id;
        if (!chosen) {
          return (
            <EmptyState
              title={t.noGaps}
              action={
                <LinkButton kind="secondary" href={paths.competencies}>
                  {t.seeCompetencies}
                </LinkButton>
              }
            >
              {t.noGapsText}
            </EmptyState>
          );
        }
        const listed = items.filter(({ competency, gap }) => gap > 0 || competency.id === chosen);
        return (
          <>
            <div className="gap-select">
              <Select
                label={t.competency}
                value={chosen}
                onChange={(event) => setWanted(event.currentTarget.value)}
              >
                {openGaps(listed)
                  .concat(listed.filter(({ gap }) => gap <= 0))
                  .map(({ competency, level, required }) => (
                    <option key={competency.id} value={competency.id}>
                      {t.gapOption(inLocale(competency.name_vi, competency.name_en), level, required)}
                    </option>
                  ))}
                {listed.every(({ competency }) => competency.id !== chosen) && <Unlisted id={chosen} />}
              </Select>
            </div>
            <Suggestions key={chosen} competency={chosen} />
          </>
        );
      }}
    </Load>
  );
}

/** A competency that no post of the reader asks for, come to by a link. */
function Unlisted({ id }: { id: string }) {
  const { data } = useQuery(suggestions(id, useLocale()));
  const name = data && inLocale(data.competency.name_vi, data.competency.name_en);
  return <option value={id}>{name ?? "…"}</option>;
}

/** How many suggestions are shown at first, and how many more each time. */
const step = 6;

function Suggestions({ competency }: { competency: string }) {
  const t = useT(text);
  const [count, setCount] = useState(step);
  const list = useQuery(suggestions(competency, useLocale()));
  return (
    <Load query={list} lines={5}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t.noneTitle}
            action={
              <LinkButton kind="secondary" href={to(paths.competency, { competency })}>
                {t.otherWays}
              </LinkButton>
            }
          >
            {t.noneText}
          </EmptyState>
        ) : (
          <>
            <ul className="plain-list person-list">
              {items.slice(0, count).map((item) => (
                <SuggestionCard key={item.mentor.id} item={item} competency={competency} />
              ))}
            </ul>
            {items.length > step && (
              <Pager
                shown={Math.min(count, items.length)}
                total={items.length}
                hasMore={count < items.length}
                onMore={() => setCount(count + step)}
              />
            )}
          </>
        )
      }
    </Load>
  );
}

function SuggestionCard({ item, competency }: { item: Suggestion; competency: string }) {
  const t = useT(text);
  const [asking, setAsking] = useState(false);
  const { mentor, pair } = item;
  const request = useDeed(
    (message: string) => ask({ mentor_id: mentor.id, competency_id: competency, message }),
    () => {
      setAsking(false);
      toast(t.asked(mentor.full_name));
    },
  );
  const post = mentor.posts[0];
  return (
    <li className="person-card">
      <div className="row-between">
        <h3>{mentor.full_name}</h3>
        <Badge tone="info">{t.mentorLevel(item.level)}</Badge>
      </div>
      <p className="muted small">
        {post && `${inLocale(post.position_vi, post.position_en)}, `}
        {post?.unit ?? inLocale(mentor.unit.name, mentor.unit.name_en)}
      </p>
      <ul className="reasons" aria-label={t.whyTitle(mentor.full_name)}>
        {item.reasons.map(({ key, args }) => (
          <li key={key}>{serverText(key, args) ?? key}</li>
        ))}
      </ul>
      {pair ? (
        <div className="row">
          <Badge tone={stateTone[pair.state]}>{t.states[pair.state]}</Badge>
          <LinkButton kind="quiet" small href={to(paths.mentorship, { id: pair.id })}>
            {t.openPair}
            <span className="visually-hidden"> {mentor.full_name}</span>
          </LinkButton>
        </div>
      ) : (
        <div className="row">
          <Button
            kind="secondary"
            aria-label={`${t.ask}: ${mentor.full_name}`}
            onClick={() => setAsking(true)}
          >
            {t.ask}
          </Button>
        </div>
      )}
      <FormDialog
        open={asking}
        title={t.askTitle(mentor.full_name)}
        yes={t.send}
        no={t.goBack}
        onClose={() => setAsking(false)}
        onSubmit={async (values) => {
          await request.mutateAsync(String(values.get("message")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.message} hint={t.messageHint} name="message" maxLength={1000} optional />
      </FormDialog>
    </li>
  );
}
