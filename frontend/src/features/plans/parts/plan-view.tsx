import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Card, Disclosure, Notice, Progress, toast } from "@/ui";
import type { Past, Plan, PlanHome } from "../api";
import { tick } from "../api";
import { text } from "../i18n";
import { stateTone } from "../rules";
import { ChangeView } from "./change-view";
import { useDeed } from "./deed";
import { Deeds } from "./deeds";
import { TargetCard } from "./target-card";

/** A live plan with all that its reader may do. */
export function PlanView({
  who,
  home,
  plan,
  onEdit,
}: {
  who: string;
  home: PlanHome;
  plan: Plan;
  onEdit: () => void;
}) {
  const t = useT(text);
  const ticking = useDeed(
    who,
    ({ action, done }: { action: string; done: boolean }) => tick(action, done),
    () => toast(t.ticked),
  );
  const onTick = plan.can.tick
    ? (action: string, done: boolean) => ticking.mutate({ action, done })
    : undefined;
  return (
    <>
      <Card>
        <Standing plan={plan} side={home.side} />
        <Deeds who={who} plan={plan} onEdit={onEdit} />
      </Card>
      <ChangeView plan={plan} />
      <section className="stack" aria-label={t.targets}>
        <h2>{t.targets}</h2>
        <ul className="plain-list plan-targets">
          {plan.targets.map((target) => (
            <TargetCard key={target.competency.id} target={target} own={who === ""} onTick={onTick} />
          ))}
        </ul>
      </section>
      <History plan={plan} />
    </>
  );
}

function Standing({ plan, side }: { plan: Plan; side: PlanHome["side"] }) {
  const t = useT(text);
  const count = plan.targets.length;
  const sentence = t.sentence(count, plan.met, fmt.date(plan.until_on));
  const mine = plan.awaits !== undefined && plan.awaits === side;
  const waits = plan.awaits === "superior" ? t.waitsSuperior : t.waitsPerson;
  return (
    <div className="stack-tight">
      <p>
        <strong>{sentence}</strong>
        {plan.overdue > 0 && ` ${t.overdue(plan.overdue)}`}
      </p>
      <Progress label={t.progressLabel} value={plan.met / Math.max(1, count)} />
      <div className="row">
        <Badge tone={stateTone[plan.state]}>{t.states[plan.state]}</Badge>
        {plan.awaits && <Badge tone={mine ? "warn" : "neutral"}>{mine ? t.waitsMe : waits}</Badge>}
        {plan.change && <Badge tone="warn">{t.changeAsked}</Badge>}
      </div>
      {plan.state === "draft" && <p className="muted">{t.next.draft}</p>}
      {plan.state === "proposed" && side && (
        <p className="muted">{mine ? t.next.proposedMine : t.next.proposedTheirs}</p>
      )}
      {plan.can.complete && plan.offered && <Notice tone="ok">{t.next.ready}</Notice>}
      {plan.words && (
        <Notice tone="warn">
          <strong>{t.remark}:</strong> {plan.words}
        </Notice>
      )}
    </div>
  );
}

function History({ plan }: { plan: Plan }) {
  const t = useT(text);
  return (
    <Disclosure summary={t.history}>
      <ol className="plain-list divided">
        {plan.steps.map((step) => (
          <li key={step.at + step.deed} className="stack-tight">
            <span>
              {t.steps[step.deed]} · {step.name}
            </span>
            <span className="muted small">{fmt.dateTime(step.at)}</span>
            {step.words && <span className="plan-words">{step.words}</span>}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}

/** The plans that are over, the latest first. */
export function PastPlans({ who, past }: { who: string; past: Past[] }) {
  const t = useT(text);
  if (past.length === 0) return null;
  return (
    <Card title={t.past}>
      <ul className="plain-list divided">
        {past.map((plan) => {
          const period = t.pastPeriod(fmt.date(plan.from_on), fmt.date(plan.until_on));
          return (
            <li key={plan.id} className="row-between">
              <span className="stack-tight">
                <span>{period}</span>
                {plan.reason && <span className="muted small">{plan.reason}</span>}
              </span>
              <span className="row">
                <Badge tone={stateTone[plan.state]}>{t.states[plan.state]}</Badge>
                <Link href={to(paths.planPaper, { id: plan.id }, { "cong-chuc": who })}>
                  {t.openPaper}
                  <span className="visually-hidden">: {period}</span>
                </Link>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
