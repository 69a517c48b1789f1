import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import {
  Badge,
  Button,
  Card,
  Check,
  EmptyState,
  Field,
  FormDialog,
  Load,
  PageHeader,
  QueryPager,
  SearchBox,
  Select,
  TextArea,
  toast,
} from "@/ui";
import type { Apart, Decision } from "../api";
import { apartIn, decide, oneReview } from "../api";
import { text } from "../i18n";
import { useDeed } from "../parts/deed";
import "../reviews.css";
import { dayAhead } from "../rules";

/** What self, superior and evidence see too differently, to be settled by a person. */
export default function ReviewCalibration() {
  const t = useT(text);
  const { id } = usePageParams(paths.reviewCalibration);
  const [q, setQ] = useQueryState("q");
  const [undecided, setUndecided] = useQueryState("chua");
  const review = useQuery(oneReview(id));
  const list = useInfiniteQuery(apartIn(id, useSettled(q.trim()), undecided === "1"));
  return (
    <div className="page">
      <PageHeader
        title={t.apartTitle}
        subtitle={review.data && t.apartLead(review.data.threshold)}
        back={{ href: to(paths.review, { id }), label: t.backReview }}
      />
      <div className="review-filters">
        <SearchBox label={t.apartSearch} value={q} onChange={setQ} />
        <Check
          label={t.onlyUndecided}
          checked={undecided === "1"}
          onChange={(on) => setUndecided(on ? "1" : "")}
        />
      </div>
      <Load query={list} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.noApart}>{t.noApartText}</EmptyState>
          ) : (
            <div className="stack">
              {rows.map((row) => (
                <One key={row.id} row={row} />
              ))}
              <QueryPager shown={rows.length} query={list} />
            </div>
          );
        }}
      </Load>
    </div>
  );
}

function One({ row }: { row: Apart }) {
  const t = useT(text);
  const [setting, setSetting] = useState(false);
  const settle = useDeed(decide, () => {
    setSetting(false);
    toast(t.decisionSaved);
  });
  const skill = inLocale(row.competency.name_vi, row.competency.name_en);
  const levels: [string, number | undefined][] = [
    [t.selfShort, row.self_level],
    [t.superiorShort, row.superior_level],
    [t.evidenceShort, row.evidence_level],
    ...(row.test_level === undefined ? [] : [[t.testShort, row.test_level] as [string, number]]),
    [t.requiredShort, row.required],
  ];
  const press = (decision: Decision["decision"]) =>
    decision === "override" ? setSetting(true) : settle.mutate({ item: row.id, decision, reason: "" });
  return (
    <Card title={`${row.name} · ${skill}`} actions={<Badge tone="warn">{t.apartBy(row.apart)}</Badge>}>
      <p className="small muted">
        {row.unit} · <Link href={to(paths.person, { id: row.staff_id })}>{t.openPerson}</Link>
      </p>
      <dl className="review-levels">
        {levels.map(([what, level]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{level === undefined ? t.nothing : t.level(level)}</dd>
          </div>
        ))}
      </dl>
      {row.decision && (
        <p>
          <strong>{t.decided(t.decisions[row.decision], row.decided_level)}</strong>
          {row.decision_reason && ` · ${row.decision_reason}`}
        </p>
      )}
      <div className="review-actions">
        {(row.can as Decision["decision"][]).map((decision) => (
          <Button
            key={decision}
            kind="secondary"
            busy={settle.isPending}
            aria-label={`${t.decisions[decision]}: ${row.name}, ${skill}`}
            onClick={() => press(decision)}
          >
            {t.decisions[decision]}
          </Button>
        ))}
      </div>
      <FormDialog
        open={setting}
        title={t.overrideTitle(row.name)}
        yes={t.decisions.override}
        no={t.cancel}
        onClose={() => setSetting(false)}
        onSubmit={async (values) => {
          await settle.mutateAsync({
            item: row.id,
            decision: "override",
            level: Number(values.get("level")),
            reason: String(values.get("reason")).trim().normalize("NFC"),
            until: String(values.get("until")),
          });
        }}
      >
        <Select
          label={t.overrideLevel}
          name="level"
          defaultValue={String(row.superior_level ?? row.evidence_level)}
        >
          {[0, 1, 2, 3, 4, 5].map((n) => (
            <option key={n} value={n}>
              {t.level(n)}
            </option>
          ))}
        </Select>
        <TextArea label={t.overrideReason} hint={t.overrideReasonHint} name="reason" maxLength={1000} />
        <Field
          label={t.overrideUntil}
          name="until"
          type="date"
          min={dayAhead(1)}
          defaultValue={dayAhead(180)}
        />
      </FormDialog>
    </Card>
  );
}
