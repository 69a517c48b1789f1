import { useQuery } from "@tanstack/react-query";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Badge, Card, EmptyState, Load, Notice, PageHeader, Progress, Segments } from "@/ui";
import type { Marked } from "../api";
import { changes } from "../api";
import { text } from "../briefings-i18n";
import { text as changeText } from "../changes-i18n";
import { AskedPeople } from "../parts/asked-people";
import { BriefingList } from "../parts/briefing-list";
import { stateTones, Touched } from "../parts/change-list";
import { stage } from "../rules";
import { UnitStandings } from "../parts/unit-standings";
import "../rules.css";

const views = { units: "xa-phuong", people: "tung-nguoi", held: "buoi-pho-bien" } as const;

/** One change: what is different, and who of one's people has learnt it. */
export default function Change() {
  const t = useT(text);
  const { id } = usePageParams(paths.change);
  return (
    <Load query={useQuery(changes)} lines={8}>
      {({ items }) => {
        const change = items.find((each) => each.id === id);
        return change ? (
          <View key={id} change={change} />
        ) : (
          <div className="page">
            <PageHeader title={t.back} back={{ href: paths.changes, label: t.back }} />
            <EmptyState title={t.missing}>{t.missingText}</EmptyState>
          </div>
        );
      }}
    </Load>
  );
}

function View({ change }: { change: Marked }) {
  const t = useT(text);
  const c = useT(changeText);
  const wide = hasRole(useMe(), "department_officer");
  const [view, setView] = useQueryState("xem", wide ? views.units : views.people);
  const [unit, setUnit] = useQueryState("don-vi");
  const { id, title, kind, effective_on, due_days, summary, state, taught_on, ours } = change;
  const show = (next: string) => {
    setUnit("");
    setView(next);
  };
  return (
    <div className="page">
      <PageHeader
        title={title}
        subtitle={[c.kinds[kind], c.from(fmt.date(effective_on)), c.days(due_days)].join(" · ")}
        back={{ href: paths.changes, label: t.back }}
      />
      <Card
        title={t.what}
        actions={<Badge tone={stateTones[stage(change)]}>{c.states[stage(change)]}</Badge>}
      >
        <p lang="vi" className="change-summary">
          {summary}
        </p>
        <Touched change={change} />
        {taught_on && <p>{t.byCourse(fmt.date(taught_on))}</p>}
      </Card>
      {state !== "in_force" && state !== "applying" && <Notice tone="info">{t.over}</Notice>}
      {ours ? <Reached ours={ours} /> : <Notice tone="info">{t.nobody}</Notice>}
      {ours && (
        <Segments
          label={t.show}
          value={view}
          onChange={show}
          options={[
            ...(wide ? [{ value: views.units, label: t.units }] : []),
            { value: views.people, label: t.people },
            { value: views.held, label: t.held },
          ]}
        />
      )}
      {ours && view === views.units && <UnitStandings id={id} />}
      {ours && view === views.people && (
        <AskedPeople change={change} unit={unit} onEveryUnit={() => setUnit("")} />
      )}
      {ours && view === views.held && <BriefingList id={id} />}
    </div>
  );
}

function Reached({ ours: { asked, learnt, units, briefed } }: { ours: NonNullable<Marked["ours"]> }) {
  const t = useT(text);
  const words = t.progress(fmt.number(learnt), fmt.number(asked));
  return (
    <Card>
      <Progress
        label={words}
        value={learnt / asked}
        words={units > 1 ? `${words} · ${t.briefed(fmt.number(briefed), fmt.number(units))}` : words}
      />
    </Card>
  );
}
