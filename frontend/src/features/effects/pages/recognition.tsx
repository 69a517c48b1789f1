import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { Button, EmptyState, Load, PageHeader, Select } from "@/ui";
import type { Recognition as Paper } from "../api";
import { recognition } from "../api";
import "../effects.css";
import { text } from "../i18n";
import { bySkill, documentDay, gained } from "../rules";

const years = 4;

/** What a mentor did in a year, as a document to print, sign and seal. */
export default function Recognition() {
  const t = useT(text);
  const me = useMe();
  const { id } = usePageParams(paths.recognition);
  const own = id === me.staff_id;
  const [now] = useState(() => new Date().getFullYear());
  const [year, setYear] = useQueryState("nam", String(now));
  const query = useQuery(recognition(own ? "" : id, Number(year)));
  const back = own
    ? { href: paths.myEffects, label: t.back }
    : { href: to(paths.effectMentor, { id }), label: t.recordTitle };
  return (
    <div className="page">
      <div className="no-print stack">
        <PageHeader
          title={t.paper}
          back={back}
          actions={
            <Button icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
              {t.print}
            </Button>
          }
        />
        <div className="effect-year">
          <Select label={t.year} value={year} onChange={(event) => setYear(event.currentTarget.value)}>
            {Array.from({ length: years }, (_, index) => String(now - index)).map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </Select>
        </div>
      </div>
      <Load query={query} lines={12}>
        {(paper) =>
          paper.sessions === 0 ? (
            <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
          ) : (
            <Document paper={paper} />
          )
        }
      </Load>
    </div>
  );
}

function Document({ paper }: { paper: Paper }) {
  const d = useT(text).doc;
  const n = fmt.number;
  const year = String(paper.year);
  const looked = paper.rows.filter((row) => gained(row) !== undefined);
  const up = looked.filter((row) => (gained(row) ?? 0) > 0);
  const sum = looked.reduce((total, row) => total + Math.max(gained(row) ?? 0, 0), 0);
  return (
    <article className="effect-paper">
      <div className="effect-paper-head">
        <div>
          <p>{d.agency}</p>
          <p>
            <strong>{d.department}</strong>
          </p>
          <p>{d.number}</p>
        </div>
        <div>
          <p>
            <strong>{d.nation}</strong>
          </p>
          <p>
            <strong>{d.motto}</strong>
          </p>
          <p>{d.day(...documentDay(paper.on))}</p>
        </div>
      </div>
      <h2>{d.head}</h2>
      <p className="effect-paper-middle">
        <strong>{d.about(year)}</strong>
      </p>
      <p className="effect-paper-middle">
        <strong>{d.who}</strong>
      </p>
      <dl className="facts">
        <dt>{d.name}</dt>
        <dd>
          <strong>{paper.mentor.full_name}</strong>
        </dd>
        <dt>{d.position}</dt>
        <dd>{inLocale(paper.position_vi, paper.position_en) || "–"}</dd>
        <dt>{d.unit}</dt>
        <dd>{paper.unit}</dd>
      </dl>
      <p>{d.did(n(paper.sessions), fmt.minutes(paper.minutes), n(paper.learners), year)}</p>
      <p>{looked.length === 0 ? d.notYet : d.rose(n(up.length), n(looked.length), n(sum))}</p>
      {paper.rows.length > 0 && <Skills paper={paper} />}
      <div className="effect-paper-signs">
        <div>
          <p>
            <strong>{d.receivers}</strong>
          </p>
          {d.receiversList.map((line) => (
            <p key={line} className="small">
              {line}
            </p>
          ))}
        </div>
        <div>
          <p>
            <strong>{d.sign}</strong>
          </p>
          <p className="muted small">{d.signHint}</p>
        </div>
      </div>
      <p className="muted small">{d.note}</p>
    </article>
  );
}

function Skills({ paper }: { paper: Paper }) {
  const d = useT(text).doc;
  return (
    // Wider than a phone: the keyboard scrolls it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="effect-paper-scroll" role="region" aria-label={d.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{d.table}</th>
            <th scope="col">{d.learnersOf}</th>
            <th scope="col">{d.doneOf}</th>
            <th scope="col">{d.upOf}</th>
          </tr>
        </thead>
        <tbody>
          {bySkill(paper.rows).map((each) => (
            <tr key={each.code}>
              <th scope="row">{inLocale(each.name_vi, each.name_en)}</th>
              <td>{each.learners}</td>
              <td>{each.done}</td>
              <td>{each.up}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
