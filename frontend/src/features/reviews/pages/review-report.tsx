import { useMutation, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, Printer } from "lucide-react";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { Button, Load, PageHeader } from "@/ui";
import type { Report } from "../api";
import { reportOf, saveReport } from "../api";
import { text } from "../i18n";
import "../reviews.css";
import { documentDay } from "../rules";

const weakest = 10;

/** The closing report as a document to print and sign, and as a workbook. */
export default function ReviewReport() {
  const t = useT(text);
  const { id } = usePageParams(paths.reviewReport);
  const query = useQuery(reportOf(id));
  const save = useMutation({ mutationFn: () => saveReport(id, t.excelName) });
  return (
    <div className="page">
      <div className="no-print">
        <PageHeader
          title={t.reportTitle}
          back={{ href: to(paths.review, { id }), label: t.backReview }}
          actions={
            <div className="review-actions">
              <Button
                kind="secondary"
                busy={save.isPending}
                icon={<FileSpreadsheet aria-hidden="true" />}
                onClick={() => save.mutate()}
              >
                {t.excel}
              </Button>
              <Button icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
                {t.print}
              </Button>
            </div>
          }
        />
      </div>
      <Load query={query} lines={14}>
        {(report) => <Paper report={report} />}
      </Load>
    </div>
  );
}

function Paper({ report }: { report: Report }) {
  const t = useT(text);
  const p = t.paper;
  const { review } = report;
  const [today] = useState(() => new Date());
  const n = fmt.number;
  const skills = report.competencies
    .toSorted((a, b) => a.met_now / a.items - b.met_now / b.items)
    .slice(0, weakest);
  return (
    <article className="review-paper">
      <div className="review-paper-head">
        <div>
          <p>{p.agency}</p>
          <p>
            <strong>{p.department}</strong>
          </p>
          <p>{p.number}</p>
        </div>
        <div>
          <p>
            <strong>{p.nation}</strong>
          </p>
          <p>
            <strong className="review-paper-motto">{p.motto}</strong>
          </p>
          <p>{p.day(...documentDay(today))}</p>
        </div>
      </div>
      <h2>{p.head}</h2>
      <p className="review-paper-about">
        <strong>{p.about(review.title)}</strong>
      </p>
      <h3>{p.general}</h3>
      <p>{p.generalText(n(review.parts), n(review.people), n(review.items))}</p>
      <p>{p.answered(n(review.self_done), n(review.superior_done))}</p>
      <p>{p.result(n(report.met_before), n(report.met_now), n(report.critical_gaps))}</p>
      <p>{p.apart(n(report.apart), n(report.undecided))}</p>
      <h3>{p.byUnit}</h3>
      <Rows
        label={p.byUnit}
        heads={[p.unit, p.people, p.items, p.before, p.now, p.critical]}
        rows={report.parts.map((each) => [
          each.unit,
          n(each.people),
          n(each.items),
          n(each.met_before),
          n(each.met_now),
          n(each.critical_gaps),
        ])}
      />
      <h3>{p.bySkill}</h3>
      <Rows
        label={p.bySkill}
        heads={[p.skill, p.items, p.share, p.meanSelf, p.meanSuperior]}
        rows={skills.map((each) => [
          inLocale(each.name_vi, each.name_en),
          n(each.items),
          fmt.percent((10_000 * each.met_now) / each.items),
          mean(each.mean_self),
          mean(each.mean_superior),
        ])}
      />
      <div className="review-paper-signs">
        <div>
          <p>
            <strong>{p.receivers}</strong>
          </p>
          {p.receiversList.map((line) => (
            <p key={line} className="small">
              {line}
            </p>
          ))}
        </div>
        <div>
          <p>
            <strong>{p.sign}</strong>
          </p>
          <p>
            <strong>{p.signer}</strong>
          </p>
        </div>
      </div>
    </article>
  );
}

const mean = (milli: number) => (milli < 0 ? "–" : fmt.number(milli / 1000));

function Rows({ label, heads, rows }: { label: string; heads: string[]; rows: string[][] }) {
  return (
    // Wider than a phone: the keyboard scrolls it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="review-paper-scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((cell, index) => (
                <td key={heads[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
