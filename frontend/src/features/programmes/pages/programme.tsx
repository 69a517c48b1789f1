import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, Card, confirm, LinkButton, Load, Notice, PageHeader, Progress, toast } from "@/ui";
import type { Programme as ProgrammeBody } from "../api";
import { cancelProgramme, matchProgramme, oneProgramme, publishProgramme, stopProgramme } from "../api";
import { text } from "../i18n";
import { useDeed } from "../parts/deed";
import { Figures } from "../parts/figures";
import { Matched } from "../parts/matched";
import { answered } from "../rules";
import "../programmes.css";
import { tones } from "./programmes";

/** One programme: how its matching goes, what it came to, and what its officer does to it. */
export default function Programme() {
  const t = useT(text);
  const { id } = usePageParams(paths.programme);
  const query = useQuery(oneProgramme(id));
  return (
    <div className="page">
      <PageHeader title={query.data?.name ?? t.title} back={{ href: paths.programmes, label: t.back }} />
      <Load query={query} lines={10}>
        {(programme) => (
          <div className="stack">
            <Now programme={programme} />
            {programme.figures && programme.state !== "matching" && (
              <>
                <Figures figures={programme.figures} />
                <Matched programme={programme} />
              </>
            )}
          </div>
        )}
      </Load>
    </div>
  );
}

function Now({ programme }: { programme: ProgrammeBody }) {
  const t = useT(text);
  const { id, state, figures, mode } = programme;
  const leftOver = (figures?.[mode].left ?? []).reduce((sum, each) => sum + each, 0);
  const match = useDeed(matchProgramme, () => undefined);
  const stop = useDeed(stopProgramme, () => toast(t.stopped));
  const publish = useDeed(publishProgramme, () => toast(t.published));
  const end = useDeed(cancelProgramme, () => toast(t.givenUp));
  const askPublish = async () => {
    const says = t.publishText(fmt.number(figures?.[mode].pairs ?? 0));
    if (await confirm({ title: t.publishTitle, text: says, yes: t.publish, no: t.keep })) publish.mutate(id);
  };
  const askEnd = async () => {
    if (await confirm({ title: t.giveUpTitle, text: t.giveUpText, yes: t.giveUp, no: t.keep }))
      end.mutate(id);
  };
  if (state === "matching")
    return (
      <Card title={t.matchingTitle}>
        <p>{t.matchingText}</p>
        <Progress
          label={t.matchingTitle}
          value={programme.of === 0 ? 0 : programme.done / programme.of}
          words={t.matchingBar(fmt.number(programme.done), fmt.number(programme.of))}
        />
        <Button kind="secondary" busy={stop.isPending || programme.stopping} onClick={() => stop.mutate(id)}>
          {t.stop}
        </Button>
      </Card>
    );
  return (
    <Card title={t.result} actions={<Badge tone={tones[state]}>{t.states[state]}</Badge>}>
      {figures && (
        <>
          <p>{t.needs(fmt.number(figures.needs), fmt.number(figures.learners))}</p>
          <p>{t.mentors(fmt.number(figures.mentors), fmt.number(figures.seats))}</p>
          {mode === "optimum" && figures.gap === "0" && <Notice tone="ok">{t.proved}</Notice>}
          {leftOver > 0 && <p>{t.leftOver(fmt.number(leftOver))}</p>}
          {figures.uncovered > 0 && <p className="muted">{t.givenUpPairs(fmt.number(figures.uncovered))}</p>}
        </>
      )}
      {programme.failure && <Notice tone="warn">{t.failures[programme.failure]}</Notice>}
      {state === "published" && (
        <>
          <h3>{t.answersTitle}</h3>
          <dl className="facts">
            {answered(programme).map((answer) => (
              <Fragment key={answer}>
                <dt>{t.answers[answer]}</dt>
                <dd>{fmt.number(programme.answers?.[answer] ?? 0)}</dd>
              </Fragment>
            ))}
          </dl>
          <div className="form-actions">
            <LinkButton kind="secondary" href={`${paths.programmeNew}?theo=${id}`}>
              {t.again}
            </LinkButton>
          </div>
        </>
      )}
      {(state === "draft" || state === "ready") && (
        <div className="form-actions">
          {state === "ready" && (
            <Button busy={publish.isPending} onClick={() => void askPublish()}>
              {t.publish}
            </Button>
          )}
          <Button kind="secondary" busy={match.isPending} onClick={() => match.mutate(id)}>
            {figures ? t.matchAgain : t.match}
          </Button>
          <LinkButton kind="secondary" href={`${paths.programmeNew}?sua=${id}`}>
            {t.edit}
          </LinkButton>
          <Button kind="secondary" busy={end.isPending} onClick={() => void askEnd()}>
            {t.giveUp}
          </Button>
        </div>
      )}
    </Card>
  );
}
