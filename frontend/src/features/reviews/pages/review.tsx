import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import {
  Badge,
  Button,
  Card,
  Check,
  confirm,
  EmptyState,
  LinkButton,
  Load,
  PageHeader,
  Progress,
  QueryPager,
  SearchBox,
  Table,
  toast,
} from "@/ui";
import type { Part, Review as ReviewBody } from "../api";
import { close, oneReview, partsOf, remind } from "../api";
import { text } from "../i18n";
import { useDeed } from "../parts/deed";
import "../reviews.css";

/** How far a review is, unit by unit, as it comes. */
export default function Review() {
  const t = useT(text);
  const { id } = usePageParams(paths.review);
  const query = useQuery(oneReview(id));
  return (
    <div className="page">
      <PageHeader title={query.data?.title ?? t.title} back={{ href: paths.reviews, label: t.back }} />
      <Load query={query} lines={10}>
        {(review) => (
          <div className="stack">
            <Numbers review={review} />
            <Parts review={review} />
          </div>
        )}
      </Load>
    </div>
  );
}

function Numbers({ review }: { review: ReviewBody }) {
  const t = useT(text);
  const me = useMe();
  const runs = hasRole(me, "department_officer");
  const nudge = useDeed(remind, ({ people }) =>
    toast(people === 0 ? t.remindedNobody : t.reminded(fmt.number(people))),
  );
  const end = useDeed(close, () => toast(t.closed));
  const bar = (label: string, done: number, all: number) => (
    <div>
      <strong>{label}</strong>
      <Progress
        label={label}
        value={all === 0 ? 1 : done / all}
        words={t.of(fmt.number(done), fmt.number(all))}
      />
    </div>
  );
  const ask = async () => {
    if (await confirm({ title: t.closeTitle, text: t.closeText, yes: t.close, no: t.keep }))
      end.mutate(review.id);
  };
  return (
    <Card
      title={t.progressTitle}
      actions={<Badge tone={review.state === "open" ? "info" : "ok"}>{t.states[review.state]}</Badge>}
    >
      <div className="review-numbers">
        {review.ask_self && bar(t.selfDone, review.self_done, review.items)}
        {review.ask_superior && bar(t.superiorDone, review.superior_done, review.items)}
        {bar(t.lockedDone, review.locked, review.parts)}
      </div>
      <p className="small muted">
        {t.columns.deadline}: {fmt.date(review.deadline)}. {review.state === "open" && t.live}
      </p>
      <div className="review-actions">
        <LinkButton kind="secondary" href={to(paths.reviewCalibration, { id: review.id })}>
          {t.calibration}
        </LinkButton>
        <LinkButton kind="secondary" href={to(paths.reviewReport, { id: review.id })}>
          {t.report}
        </LinkButton>
        {runs && review.state === "open" && (
          <>
            <Button kind="secondary" busy={nudge.isPending} onClick={() => nudge.mutate({ id: review.id })}>
              {t.remindAll}
            </Button>
            <Button busy={end.isPending} disabled={review.locked < review.parts} onClick={() => void ask()}>
              {t.close}
            </Button>
          </>
        )}
      </div>
    </Card>
  );
}

function Parts({ review }: { review: ReviewBody }) {
  const t = useT(text);
  const me = useMe();
  const runs = hasRole(me, "department_officer") && review.state === "open";
  const [q, setQ] = useQueryState("q");
  const [late, setLate] = useQueryState("cham");
  const list = useInfiniteQuery(partsOf(review.id, useSettled(q.trim()), late === "1"));
  const nudge = useDeed(remind, ({ people }) =>
    toast(people === 0 ? t.remindedNobody : t.reminded(fmt.number(people))),
  );
  const columns: Column<Part>[] = [
    {
      key: "unit",
      head: t.partColumns.unit,
      cell: (part) => <Link href={to(paths.reviewPart, { part: part.id })}>{part.unit}</Link>,
    },
    {
      key: "self",
      head: t.partColumns.self,
      end: true,
      cell: (part) => t.of(fmt.number(part.self_done), fmt.number(part.items)),
    },
    {
      key: "superior",
      head: t.partColumns.superior,
      end: true,
      cell: (part) => t.of(fmt.number(part.superior_done), fmt.number(part.items)),
    },
    {
      key: "state",
      head: t.partColumns.state,
      cell: ({ state }) => (
        <Badge tone={state === "locked" ? "ok" : state === "finished" ? "info" : "neutral"}>
          {t.partStates[state]}
        </Badge>
      ),
    },
    ...(runs
      ? [
          {
            key: "deeds",
            head: t.partColumns.deeds,
            cell: (part: Part) =>
              part.state === "open" && (
                <Button
                  kind="secondary"
                  aria-label={t.remindPart(part.unit)}
                  onClick={() => nudge.mutate({ id: review.id, part: part.id })}
                >
                  {t.remindShort}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Card title={t.partsTitle}>
      <div className="review-filters">
        <SearchBox label={t.partsSearch} value={q} onChange={setQ} />
        <Check label={t.onlyLate} checked={late === "1"} onChange={(on) => setLate(on ? "1" : "")} />
      </div>
      <Load query={list} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.noParts}>{t.noPartsText}</EmptyState>
          ) : (
            <>
              <Table caption={t.partsTitle} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}
