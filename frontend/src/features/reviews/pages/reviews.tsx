import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import {
  Badge,
  Card,
  EmptyState,
  LinkButton,
  Load,
  PageHeader,
  Progress,
  QueryPager,
  SearchBox,
  Table,
  Tabs,
} from "@/ui";
import type { Column } from "@/ui";
import type { Review } from "../api";
import { myReviews, reviewList } from "../api";
import { text } from "../i18n";
import { ToAppraise } from "../parts/to-appraise";
import "../reviews.css";
import { asked } from "../rules";

export default function Reviews() {
  const t = useT(text);
  const me = useMe();
  const [part, setPart] = useQueryState("phan", "dot");
  const reads = hasRole(me, "unit_leader", "department_officer");
  const learns = hasRole(me, "learner");
  return (
    <div className="page">
      <PageHeader
        title={t.title}
        actions={
          hasRole(me, "department_officer") && <LinkButton href={paths.reviewNew}>{t.create}</LinkButton>
        }
      />
      {reads && learns ? (
        <Tabs
          label={t.parts}
          value={part}
          onChange={setPart}
          tabs={[
            { key: "dot", label: t.run, panel: () => <Run /> },
            { key: "cua-toi", label: t.mine, panel: () => <Mine /> },
          ]}
        />
      ) : reads ? (
        <Run />
      ) : (
        <Mine />
      )}
    </div>
  );
}

function Run() {
  const t = useT(text);
  const me = useMe();
  const [q, setQ] = useQueryState("q");
  const list = useInfiniteQuery(reviewList(useSettled(q.trim())));
  const columns: Column<Review>[] = [
    {
      key: "title",
      head: t.columns.title,
      cell: (review) => <Link href={to(paths.review, { id: review.id })}>{review.title}</Link>,
    },
    { key: "deadline", head: t.columns.deadline, cell: ({ deadline }) => fmt.date(deadline) },
    {
      key: "progress",
      head: t.columns.progress,
      cell: (review) => (
        <Progress
          label={`${t.columns.progress}: ${review.title}`}
          value={asked(review).share}
          words={fmt.percent(asked(review).share * 10_000)}
        />
      ),
    },
    {
      key: "locked",
      head: t.columns.locked,
      cell: ({ locked, parts }) => t.of(fmt.number(locked), fmt.number(parts)),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state }) => (
        <Badge tone={state === "closed" ? "ok" : state === "open" ? "info" : "neutral"}>
          {t.states[state]}
        </Badge>
      ),
    },
  ];
  return (
    <div className="stack">
      <ToAppraise />
      <SearchBox label={t.search} value={q} onChange={setQ} />
      <Load query={list} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.empty}>
              {hasRole(me, "department_officer") ? t.emptyOfficer : t.emptyLeader}
            </EmptyState>
          ) : (
            <>
              <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Mine() {
  const t = useT(text);
  const query = useQuery(myReviews);
  return (
    <Load query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t.emptyMine}>{t.emptyMineText}</EmptyState>
        ) : (
          <div className="stack">
            {items.map(({ review, done, items: all, state }) => (
              <Card key={review.id} title={review.title}>
                <p>{t.mineLine(fmt.number(done), fmt.number(all), fmt.date(review.deadline))}</p>
                <Progress label={review.title} value={all === 0 ? 1 : done / all} />
                <LinkButton
                  href={to(paths.reviewMine, { id: review.id })}
                  kind={state === "open" && review.ask_self ? "primary" : "secondary"}
                >
                  {state === "open" && review.ask_self ? t.openMine : t.lookMine}
                </LinkButton>
              </Card>
            ))}
          </div>
        )
      }
    </Load>
  );
}
