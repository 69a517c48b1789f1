import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import {
  Badge,
  Button,
  Card,
  confirm,
  Disclosure,
  EmptyState,
  Notice,
  Pager,
  SearchBox,
  Segments,
  toast,
} from "@/ui";
import type { Marked, Rule } from "../api";
import { competencies, rulesKey, withdrawChange } from "../api";
import { text } from "../changes-i18n";
import { text as kindText } from "../i18n";
import { foundChanges, stage } from "../rules";
import { useMoving } from "./applying";

const part = 20;

/** Every change that was marked, the latest day first. */
export function ChangeList({ all, may }: { all: Marked[]; may: boolean }) {
  const t = useT(text);
  const [words, setWords] = useState("");
  const [most, setMost] = useState(part);
  const [every, setEvery] = useQueryState("hien");
  const leads = !may && all.some(({ ours }) => ours);
  const found = foundChanges(leads && !every ? all.filter(concerns) : all, words);
  if (all.length === 0)
    return <EmptyState title={t.emptyTitle}>{may ? t.emptyEdit : t.emptyRead}</EmptyState>;
  return (
    <Card title={t.list}>
      {leads && (
        <Segments
          label={t.show}
          value={every}
          onChange={setEvery}
          options={[
            { value: "", label: t.concerning },
            { value: "tat-ca", label: t.every },
          ]}
        />
      )}
      <SearchBox
        label={t.search}
        value={words}
        onChange={setWords}
        status={t.found(found.length, leads && !every ? all.filter(concerns).length : all.length)}
      />
      {found.length === 0 && <p>{words ? t.noneFound : t.noneConcerning}</p>}
      <ul className="plain-list divided">
        {found.slice(0, most).map((change) => (
          <li key={change.id} className="stack-tight">
            <One change={change} may={may} />
          </li>
        ))}
      </ul>
      {found.length > most && (
        <Pager shown={most} total={found.length} hasMore onMore={() => setMost(most + part)} />
      )}
    </Card>
  );
}

export const stateTones = {
  applying: "info",
  ahead: "info",
  in_force: "ok",
  cancelling: "warn",
  cancelled: "neutral",
  withdrawn: "neutral",
} as const;

function One({ change, may }: { change: Marked; may: boolean }) {
  const t = useT(text);
  const { id, kind, title, summary, state, effective_on, asked, learnt, due_days, ours } = change;
  return (
    <>
      <div className="row-between">
        <strong lang="vi">{ours ? <Link href={to(paths.change, { id })}>{title}</Link> : title}</strong>
        <Badge tone={stateTones[stage(change)]}>{t.states[stage(change)]}</Badge>
      </div>
      <p className="small muted">
        {[t.kinds[kind], t.from(fmt.date(effective_on)), t.days(due_days)].join(" · ")}
      </p>
      {ours ? (
        <Ours id={id} ours={ours} briefs={!may && state === "in_force"} />
      ) : (
        <p>{asked === 0 ? t.nobodyAsked : t.learnt(fmt.number(learnt), fmt.number(asked))}</p>
      )}
      <Disclosure summary={t.summary}>
        <div className="stack-tight">
          <p lang="vi">{summary}</p>
          <Touched change={change} />
        </div>
      </Disclosure>
      {may && state === "in_force" && <Withdraw change={change} />}
    </>
  );
}

/** A change in force, with people of the reader's who are asked to learn it. */
const concerns = ({ ours, state }: Marked) =>
  ours !== undefined && (state === "in_force" || state === "applying");

interface OursProps {
  id: string;
  ours: NonNullable<Marked["ours"]>;
  /** The reader may still note a briefing. */
  briefs: boolean;
}

function Ours({ id, ours: { asked, learnt, units, briefed }, briefs }: OursProps) {
  const t = useT(text);
  return (
    <>
      <p>
        {t.learnt(fmt.number(learnt), fmt.number(asked))}
        {units > 1 && ` · ${t.briefed(fmt.number(briefed), fmt.number(units))}`}
      </p>
      <div>
        <Link href={to(paths.change, { id })}>{briefs && learnt < asked ? t.whoLeft : t.who}</Link>
      </div>
    </>
  );
}

export function Touched({ change }: { change: Marked }) {
  const t = useT(text);
  const { kinds } = useT(kindText);
  const known = useQuery(competencies).data?.items ?? [];
  const name = (scope: string) => {
    const found = known.find(({ code }) => code === scope);
    return found ? inLocale(found.name_vi, found.name_en) : t.scopeOf(scope);
  };
  return (
    <>
      <p>
        {t.affects}: {change.scopes.map(name).join("; ")}.
      </p>
      <p>
        {t.stale}: {change.kinds.map((kind) => kinds[kind as Rule["kind"]].toLowerCase()).join(", ")}.
      </p>
    </>
  );
}

function Withdraw({ change: { id, title } }: { change: Marked }) {
  const t = useT(text);
  const queries = useQueryClient();
  const moving = useMoving(true);
  const withdraw = useMutation({
    mutationFn: () => withdrawChange(id),
    onSuccess: () => toast(t.withdrawn),
    onSettled: () => queries.invalidateQueries({ queryKey: rulesKey }),
  });
  const ask = async () => {
    const yes = await confirm({
      title: t.withdrawTitle,
      text: t.withdrawText,
      yes: t.withdraw,
      no: t.keep,
      danger: true,
    });
    if (yes) withdraw.mutate();
  };
  return (
    <>
      {withdraw.error && (
        <Notice tone="bad" live>
          {sentence(withdraw.error)}
        </Notice>
      )}
      <div>
        <Button
          kind="secondary"
          small
          aria-label={t.withdrawOf(title)}
          disabled={moving}
          busy={withdraw.isPending}
          onClick={() => void ask()}
        >
          {t.withdraw}
        </Button>
      </div>
    </>
  );
}
