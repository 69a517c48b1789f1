import { useState } from "react";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Card, LinkButton, Pager } from "@/ui";
import type { Profile, Skill } from "../api";
import { text } from "../profile-i18n";

const step = 6;

/** What a mentor's profile fills itself with. */
export function RecordCard({ now: { record, declines } }: { now: Profile }) {
  const t = useT(text);
  const [count, setCount] = useState(step);
  const { skills } = record;
  return (
    <Card title={t.record}>
      <div className="stack">
        <p className="muted">{t.recordText}</p>
        <h3>{skills.length > 0 ? t.skills(skills.length) : t.skillsNone}</h3>
        <ul className="plain-list divided">
          {skills.slice(0, count).map((skill) => (
            <SkillLine
              key={skill.competency.id}
              skill={skill}
              declined={declines.some(({ id }) => id === skill.competency.id)}
            />
          ))}
        </ul>
        {skills.length > step && (
          <Pager
            shown={Math.min(count, skills.length)}
            total={skills.length}
            hasMore={count < skills.length}
            onMore={() => setCount(count + step)}
          />
        )}
        <h3>{t.outcomes}</h3>
        <Outcomes record={record} />
        <h3>{t.coaching}</h3>
        <Coaching coaching={record.coaching} />
      </div>
    </Card>
  );
}

function SkillLine({ skill, declined }: { skill: Skill; declined: boolean }) {
  const t = useT(text);
  const facts = [
    skill.on && t.shownOn(fmt.date(skill.on)),
    skill.word_key &&
      t.sure(serverText(skill.word_key)?.toLowerCase() ?? "", fmt.percent(skill.likelihood * 100)),
    skill.recheck_on && t.recheck(fmt.date(skill.recheck_on)),
  ].filter(Boolean);
  return (
    <li className="stack-tight">
      <div className="row-between">
        <strong>{inLocale(skill.competency.name_vi, skill.competency.name_en)}</strong>
        <Badge tone={declined ? "neutral" : "info"}>{t.level(skill.level)}</Badge>
      </div>
      <span className="muted small">
        {facts.join(" · ")}
        {declined && ` · ${t.helpsNot}`}
      </span>
    </li>
  );
}

function Outcomes({ record }: { record: Profile["record"] }) {
  const t = useT(text);
  if (record.over === 0) return <p className="muted">{t.outcomesNone}</p>;
  return (
    <ul className="reasons">
      <li>{t.completedOf(record.completed, record.over)}</li>
      {record.reached > 0 && <li>{t.reached(record.reached)}</li>}
      {record.levels > 0 && <li>{t.gained(record.levels)}</li>}
      {record.minutes > 0 && <li>{t.coachedFor(fmt.minutes(record.minutes))}</li>}
    </ul>
  );
}

function Coaching({ coaching }: { coaching: Profile["record"]["coaching"] }) {
  const t = useT(text);
  if (!coaching) return <p className="muted">{t.coachingNone}</p>;
  const title = inLocale(coaching.title_vi, coaching.title_en);
  if (coaching.done_on) return <p>{t.coachingDone(title, fmt.date(coaching.done_on))}</p>;
  return (
    <div className="row">
      <span>{t.coachingOpen(title)}</span>
      <LinkButton kind="secondary" small href={to(paths.course, { id: coaching.course_id })}>
        {t.coachingSee}
      </LinkButton>
    </div>
  );
}
