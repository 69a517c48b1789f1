import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { Button, Load, PageHeader } from "@/ui";
import type { Paper } from "../api";
import { paperOf } from "../api";
import { text } from "../i18n";
import "../plans.css";

/** A plan as it is printed and signed; once complete, the copy kept then. */
export default function PlanPaper() {
  const t = useT(text);
  const { id } = usePageParams(paths.planPaper);
  const [who] = useQueryState("cong-chuc");
  const query = useQuery(paperOf(who, id));
  const back = who
    ? { href: to(paths.planPerson, { id: who }), label: t.titlePeople }
    : { href: paths.plan, label: t.title };
  return (
    <div className="page">
      <div className="no-print">
        <PageHeader
          title={t.paper.title}
          back={back}
          actions={<Button onClick={() => window.print()}>{t.paper.print}</Button>}
        />
      </div>
      <Load query={query} lines={12}>
        {(paper) => <Sheet paper={paper} />}
      </Load>
    </div>
  );
}

function Sheet({ paper }: { paper: Paper }) {
  const t = useT(text);
  const p = t.paper;
  const met = paper.targets.filter((target) => target.met).length;
  return (
    <article className="plan-paper">
      <div className="plan-paper-head">
        <p>{paper.person.unit}</p>
        <div>
          <p>
            <strong>{p.nation}</strong>
          </p>
          <p>
            <strong>{p.motto}</strong>
          </p>
          <p>{p.day(fmt.date(paper.cut_at))}</p>
        </div>
      </div>
      <h2>{p.head}</h2>
      <p className="plan-paper-middle">{p.period(fmt.date(paper.from_on), fmt.date(paper.until_on))}</p>
      <dl className="facts">
        <dt>{p.name}</dt>
        <dd>{paper.person.full_name}</dd>
        <dt>{p.code}</dt>
        <dd>{paper.person.code}</dd>
        <dt>{p.posts}</dt>
        <dd>{paper.person.posts.join("; ") || "–"}</dd>
        <dt>{p.unit}</dt>
        <dd>{paper.person.unit}</dd>
      </dl>
      <Targets paper={paper} />
      {paper.state !== "draft" && paper.state !== "proposed" && <p>{p.result(met, paper.targets.length)}</p>}
      <div className="plan-paper-signs">
        <Sign title={p.person} name={paper.person.full_name} />
        <Sign title={p.superior} name={paper.superior} />
      </div>
      <p className="muted small plan-paper-note">
        {paper.hash ? p.frozen(fmt.date(paper.cut_at), paper.hash) : p.live(fmt.dateTime(paper.cut_at))}
      </p>
    </article>
  );
}

function Targets({ paper }: { paper: Paper }) {
  const t = useT(text);
  const p = t.paper;
  return (
    // Wider than a phone: the keyboard scrolls it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="plan-paper-scroll" role="region" aria-label={p.head} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{p.number}</th>
            <th scope="col">{p.competency}</th>
            <th scope="col">{p.from}</th>
            <th scope="col">{p.to}</th>
            <th scope="col">{p.now}</th>
            <th scope="col">{p.due}</th>
            <th scope="col">{p.actions}</th>
            <th scope="col">{p.evidence}</th>
          </tr>
        </thead>
        <tbody>
          {paper.targets.map((target, index) => (
            <tr key={target.code}>
              <td>{index + 1}</td>
              <td>
                {inLocale(target.name_vi, target.name_en)} ({target.code})
              </td>
              <td>{target.level_from}</td>
              <td>{target.level_to}</td>
              <td>
                {target.level}
                {target.met && ` (${t.met})`}
              </td>
              <td>{fmt.date(target.until_on)}</td>
              <td>
                {target.actions.map((action) => (
                  <p key={action.kind + action.title_vi}>
                    {t.kinds[action.kind]}: {inLocale(action.title_vi, action.title_en)} (
                    {t.until(fmt.date(action.until_on))}; {t.standings[action.standing]})
                  </p>
                ))}
              </td>
              <td>{p.entries(target.entries.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sign({ title, name }: { title: string; name: string }) {
  const t = useT(text);
  return (
    <div>
      <p>
        <strong>{title}</strong>
      </p>
      <p className="muted small">{t.paper.sign}</p>
      <p className="plan-paper-name">{name}</p>
    </div>
  );
}
