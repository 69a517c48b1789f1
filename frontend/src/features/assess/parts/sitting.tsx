import { useQueryClient } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { answers as outbox, sendAnswers } from "@/api/answers";
import { Problem, sentence } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { storage } from "@/lib/storage";
import { Button, Card, confirm, Notice, PageHeader, Progress, toast } from "@/ui";
import type { Sitting as SittingData } from "../api";
import { handIn, resultKey, sitting } from "../api";
import "../assess.css";
import { text } from "../i18n";
import type { Place } from "../rules";
import { afterKey, isAnswered, placeOf, unanswered, wordOf } from "../rules";
import { openSaving } from "../saving";
import { CheckList } from "./check-list";
import { QuestionCard } from "./question-card";
import { QuestionMap } from "./question-map";
import { SavingLine, SavingNotice } from "./saving-status";
import { Timer } from "./timer";

const keysKept = "camtay.digit-keys";

/** An attempt being worked on: one question at a time, every answer kept at once. */
export function Sitting({ attempt, answers: before, skew }: SittingData) {
  const t = useT(text);
  const saving = useSaving(attempt.id);
  const [own, setOwn] = useState<Record<string, string[]>>({});
  const [keys, setKeys] = useState(storage.read(keysKept) !== "off");
  const [word, setWord] = useQueryState("cau");
  const { questions } = attempt;
  const answers = { ...before, ...own };
  // Opened without a place in the address: the first question without an answer, and it stays there while answering.
  const [first] = useState(() => wordOf(placeOf("", questions, before)));
  const place = placeOf(word || first, questions, answers);
  const stem = useRef<HTMLHeadingElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const end = useHandIn(attempt.id, saving);

  const go = (next: Place) => setWord(wordOf(next));
  const choose = (question: string, value: string[]) => {
    setOwn((now) => ({ ...now, [question]: value }));
    saving.put(question, value);
  };

  const shown = place === "check" ? undefined : questions[place];
  // The handler belongs to the very question that is drawn; a window listener set in an effect might be a question behind.
  const onKeyDown = (event: KeyboardEvent) => {
    if (!keys || !shown || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const value = afterKey(shown, answers[shown.id] ?? [], event.key);
    if (!value) return;
    event.preventDefault();
    choose(shown.id, value);
  };

  useEffect(() => {
    const goal = stem.current ?? whole.current;
    goal?.focus({ preventScroll: true });
    const top = goal?.getBoundingClientRect().top ?? 0;
    // Out of sight, or below the bar that stays in sight and grows with what it has to say.
    const free = (bar.current?.offsetHeight ?? 0) + 48;
    if (top < free || top > window.innerHeight * 0.7) window.scrollBy(0, top - free);
  }, [place]);

  const askAndEnd = async () => {
    const left = unanswered(questions, answers).length;
    const sure = await confirm({
      title: t.handInTitle,
      text: left > 0 ? t.handInSome(left) : t.handInAll,
      yes: t.handIn,
      no: t.review,
    });
    if (sure) await end.now();
  };

  const count = questions.filter(({ id }) => isAnswered(answers, id)).length;
  return (
    // Digit keys count wherever the focus is on this page.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="page attempt" tabIndex={-1} ref={whole} onKeyDown={onKeyDown}>
      <PageHeader title={inLocale(attempt.quiz.title_vi, attempt.quiz.title_en)} />
      <div className="attempt-bar" ref={bar}>
        <div className="attempt-status">
          <span>{t.answered(count, questions.length)}</span>
          <SavingLine saving={saving} />
          <Timer due={attempt.due_at} skew={skew} onOver={() => void end.over()} />
        </div>
        <Progress label={t.answered(count, questions.length)} value={count / Math.max(1, questions.length)} />
        <SavingNotice saving={saving} />
      </div>
      {end.notice && (
        <Notice tone="warn" live>
          {end.notice}
        </Notice>
      )}
      <div className="attempt-grid">
        {shown && place !== "check" ? (
          <Card key={shown.id}>
            <QuestionCard
              question={shown}
              all={questions.length}
              value={answers[shown.id] ?? []}
              onChange={(value) => choose(shown.id, value)}
              stem={stem}
            />
            <Moves place={place} all={questions.length} onGo={go} />
          </Card>
        ) : (
          <CheckList
            questions={questions}
            answers={answers}
            onGo={go}
            onHandIn={() => void askAndEnd()}
            busy={end.busy}
          />
        )}
        <QuestionMap
          questions={questions}
          answers={answers}
          now={place === "check" ? undefined : place}
          onGo={go}
          keys={keys}
          onKeys={(on) => {
            setKeys(on);
            storage.write(keysKept, on ? "on" : "off");
          }}
        />
      </div>
    </div>
  );
}

function Moves({ place, all, onGo }: { place: number; all: number; onGo: (next: Place) => void }) {
  const t = useT(text);
  const last = place === all - 1;
  return (
    <div className="question-moves">
      {place > 0 ? (
        <Button kind="secondary" onClick={() => onGo(place - 1)}>
          {t.previous}
        </Button>
      ) : (
        <span />
      )}
      <Button onClick={() => onGo(last ? "check" : place + 1)}>{last ? t.toCheck : t.next}</Button>
    </div>
  );
}

function useSaving(attempt: string) {
  const t = useT(text);
  const queries = useQueryClient();
  const [saving] = useState(() => {
    const box = outbox();
    if (!box) throw new Error("an attempt without a session");
    return openSaving(box, attempt, () =>
      sendAnswers((refused) => {
        if (!refused.some((each) => each.attempt === attempt)) return;
        toast(t.refused, { bad: true });
        // What the server says now decides whether the attempt goes on.
        void queries.invalidateQueries({ queryKey: sitting(attempt).queryKey });
      }),
    );
  });
  useEffect(() => {
    // What waited here before the page was opened goes first.
    void saving.flush();
    return saving.stop;
  }, [saving]);
  return saving;
}

/** Hands in once every answer is on the server; otherwise says what is missing. */
function useHandIn(attempt: string, saving: ReturnType<typeof openSaving>) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const [notice, setNotice] = useState("");

  const toResult = () => {
    void queries.invalidateQueries({ refetchType: "none" });
    navigate(to(paths.attemptResult, { id: attempt }), { replace: true });
    window.scrollTo(0, 0);
  };

  const send = async () => {
    try {
      const found = await handIn(attempt);
      queries.setQueryData(resultKey(attempt), found);
      toResult();
    } catch (error) {
      // It has been handed in already: by another window, or by the clock.
      if (error instanceof Problem && error.status === 409) toResult();
      else setNotice(sentence(error));
    }
  };

  const now = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const left = await saving.flush();
    setNotice("");
    if (left > 0) setNotice(t.notSent(left));
    else await send();
    running.current = false;
    setBusy(false);
  };

  return {
    busy,
    notice,
    now,
    async over() {
      setNotice(`${t.overTitle}. ${t.overText}`);
      await now();
    },
  };
}
