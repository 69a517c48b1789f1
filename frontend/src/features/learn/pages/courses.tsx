import { useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { inLocale } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Button, EmptyState, LinkButton, Load, Notice, PageHeader, Pager, SearchBox } from "@/ui";
import type { CourseItem } from "../api";
import { courses } from "../api";
import { text } from "../i18n";
import { CourseCard } from "../parts/course-card";
import { shelves } from "../rules";

/** All courses; those that narrow my gaps come first. */
export default function Courses() {
  const t = useT(text);
  const [q, setQ] = useQueryState("tim");
  const [competency, setCompetency] = useQueryState("nang-luc");
  const query = useInfiniteQuery(courses(q));
  return (
    <div className="page">
      <PageHeader title={t.courses} />
      <SearchBox label={t.search} value={q} onChange={setQ} />
      <Load query={query} lines={10}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const { helping, others } = shelves(items, competency);
          return (
            <>
              {competency && <Only name={nameOf(items, competency)} onShowAll={() => setCompetency("")} />}
              {helping.length + others.length === 0 ? (
                <Nothing competency={competency} searching={q !== ""} onClear={() => setQ("")} />
              ) : (
                <>
                  <Shelf title={t.helping} items={helping} />
                  <Shelf title={t.others} items={others} />
                </>
              )}
              {query.hasNextPage && (
                <Pager
                  shown={items.length}
                  hasMore
                  busy={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                />
              )}
            </>
          );
        }}
      </Load>
    </div>
  );
}

function nameOf(items: CourseItem[], competency: string): string {
  const found = items.flatMap(({ closes }) => closes).find((each) => each.competency.id === competency);
  return found ? inLocale(found.competency.name_vi, found.competency.name_en) : "";
}

function Only({ name, onShowAll }: { name: string; onShowAll: () => void }) {
  const t = useT(text);
  return (
    <Notice>
      <div className="row-between">
        <span>{name ? t.forCompetency(name) : t.forThisCompetency}</span>
        <Button kind="secondary" small onClick={onShowAll}>
          {t.showAll}
        </Button>
      </div>
    </Notice>
  );
}

function Shelf({ title, items }: { title: string; items: CourseItem[] }) {
  if (items.length === 0) return null;
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      {items.map((course) => (
        <CourseCard key={course.id} course={course} />
      ))}
    </section>
  );
}

function Nothing({
  competency,
  searching,
  onClear,
}: {
  competency: string;
  searching: boolean;
  onClear: () => void;
}) {
  const t = useT(text);
  if (searching)
    return (
      <EmptyState
        title={t.noneFound}
        action={
          <Button kind="secondary" onClick={onClear}>
            {t.showAll}
          </Button>
        }
      />
    );
  if (competency)
    return (
      <EmptyState
        title={t.noneHelping}
        action={
          <LinkButton href={to(paths.mentoring, {}, { "nang-luc": competency })}>{t.askMentor}</LinkButton>
        }
      >
        {t.noneHelpingText}
      </EmptyState>
    );
  return <EmptyState title={t.noCourses}>{t.noCoursesText}</EmptyState>;
}
