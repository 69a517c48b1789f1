import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import {
  Badge,
  Belief,
  Card,
  classes,
  Disclosure,
  EvidenceList,
  evidenceSentence,
  LevelBar,
  LinkButton,
  Load,
  PageHeader,
  Table,
} from "@/ui";
import type { Why } from "../api";
import { myWhy } from "../api";
import "../gaps.css";
import { text } from "../i18n";
import { Objections } from "../parts/objections";
import { OwnDeeds } from "../parts/own-deeds";
import { goal, marks, strictest } from "../rules";

/** Why my level in one competency is what it is, and how to raise it. */
export default function CompetencyPage() {
  const t = useT(text);
  const { competency } = usePageParams(paths.competency);
  const query = useQuery(myWhy(competency, useLocale()));
  const back = { href: paths.competencies, label: t.back };
  return (
    <div className="page">
      <PageHeader
        title={query.data ? nameOf(query.data) : t.title}
        subtitle={query.data && <span lang="vi">{query.data.competency.group_vi}</span>}
        back={back}
      />
      <Load query={query} lines={10}>
        {(why) => (
          <>
            <Now why={why} />
            <Objections why={why} />
            <Raise why={why} />
            <Behind why={why} />
            <Levels why={why} />
            {why.requirements.length > 0 && <Requirements why={why} />}
          </>
        )}
      </Load>
    </div>
  );
}

const nameOf = ({ competency }: Why) => inLocale(competency.name_vi, competency.name_en);

function Now({ why }: { why: Why }) {
  const t = useT(text);
  const posts = [
    ...new Set(strictest(why.requirements).map((each) => inLocale(each.position_vi, each.position_en))),
  ].join(` ${t.and} `);
  const asked =
    why.required === 0
      ? t.notAsked
      : why.level >= why.required
        ? t.reached(posts, why.required)
        : t.asks(posts, why.required);
  return (
    <Card>
      <div className="why-now">
        <p className="why-sentence">
          {t.at(why.level)} {asked}
        </p>
        <Belief of={why} />
        <div className="why-bar">
          <LevelBar have={why.level} need={why.required || undefined} />
        </div>
      </div>
    </Card>
  );
}

function Raise({ why }: { why: Why }) {
  const t = useT(text);
  const top = why.level >= 5;
  const competency = why.competency.id;
  return (
    <Card title={top ? t.raiseTop : t.raiseTo(goal(why))}>
      {why.raise.length === 0 ? (
        <p>{t.raiseNone}</p>
      ) : (
        <div className="prose">
          <p>{why.raise.length > 1 ? t.raiseAny : t.raiseOne}</p>
          <ul>
            {why.raise.map(({ key, args }) => (
              <li key={key}>{evidenceSentence(key, args)}</li>
            ))}
          </ul>
        </div>
      )}
      {!top && (
        <div className="row no-print">
          <LinkButton href={to(paths.courses, {}, { "nang-luc": competency })}>{t.findCourses}</LinkButton>
          <LinkButton kind="secondary" href={to(paths.mentoring, {}, { "nang-luc": competency })}>
            {t.askMentor}
          </LinkButton>
          <LinkButton kind="secondary" href={paths.portfolioNew}>
            {t.submitProof}
          </LinkButton>
        </div>
      )}
    </Card>
  );
}

function Behind({ why }: { why: Why }) {
  const t = useT(text);
  return (
    <Disclosure summary={t.why} open>
      <div className="stack">
        {why.entries.length === 0 ? <p>{t.noEvidence}</p> : <EvidenceList items={why.entries} />}
        <p className="small muted no-print">{t.notRight}</p>
        <div className="row no-print">
          <OwnDeeds why={why} />
        </div>
        <p className="small no-print">
          <Link href={paths.rules}>{t.rules}</Link>
        </p>
      </div>
    </Disclosure>
  );
}

function Levels({ why }: { why: Why }) {
  const t = useT(text);
  return (
    <Card title={t.levels}>
      <ol className="why-levels">
        {marks(why).map((mark) => (
          <li
            key={mark.level}
            className={classes(
              "why-level",
              mark.had && "why-level-had",
              (mark.current || mark.required) && "why-level-current",
            )}
          >
            <strong>{t.levelName(mark.level)}</strong>
            <span lang="vi">{mark.text}</span>
            {(mark.current || mark.required) && (
              <span className="row why-level-badges">
                {mark.current && <Badge tone="info">{t.current}</Badge>}
                {mark.required && <Badge tone={mark.had ? "ok" : "warn"}>{t.requiredHere}</Badge>}
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Requirements({ why }: { why: Why }) {
  const t = useT(text);
  return (
    <Card title={t.required}>
      <Table
        caption={t.required}
        rows={why.requirements}
        rowKey={(row) => [row.position_vi, row.unit, row.kind, row.from, row.origin, row.level].join("·")}
        columns={[
          { key: "post", head: t.post, cell: (row) => inLocale(row.position_vi, row.position_en) },
          { key: "unit", head: t.unit, cell: (row) => row.unit },
          { key: "kind", head: t.postKind, cell: (row) => t.postKinds[row.kind] },
          { key: "level", head: t.level, cell: (row) => t.levelName(row.level) },
          {
            key: "origin",
            head: t.origin,
            cell: (row) => (
              <>
                {row.origin ?? t.provinceList}
                {row.reason && <div className="small muted">{row.reason}</div>}
              </>
            ),
          },
          { key: "from", head: t.from, cell: (row) => fmt.date(row.from) },
        ]}
      />
    </Card>
  );
}
