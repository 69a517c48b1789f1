import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { Button, LinkButton, Load, PageHeader, Progress } from "@/ui";
import { CallMentor } from "@/ui/call-mentor";
import type { Lesson } from "../api";
import { completeLesson, lesson } from "../api";
import { text } from "../i18n";
import "../learn.css";
import { framed } from "../rules";

/** A lesson to read. */
export default function LessonPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.lesson);
  const query = useQuery(lesson(id));
  const found = query.data;
  return (
    <div className="page">
      <PageHeader
        title={found ? inLocale(found.title_vi, found.title_en) : t.courses}
        subtitle={
          found && `${t.lessonOf(found.number, found.lessons)} · ${t.readTime(fmt.minutes(found.minutes))}`
        }
        back={
          found
            ? {
                href: to(paths.course, { id: found.course.id }),
                label: inLocale(found.course.title_vi, found.course.title_en),
              }
            : { href: paths.courses, label: t.courses }
        }
        actions={
          found && (
            <>
              <CallMentor kind="lesson" item={found.id} place={t.lessonOf(found.number, found.lessons)} />
              <Button kind="secondary" small onClick={() => window.print()}>
                {t.print}
              </Button>
            </>
          )
        }
      />
      <Load query={query} lines={14}>
        {(data) => <Reading key={data.id} lesson={data} />}
      </Load>
    </div>
  );
}

function Reading({ lesson: data }: { lesson: Lesson }) {
  const t = useT(text);
  return (
    <>
      <div className="no-print">
        <Progress
          label={t.lessonOf(data.number, data.lessons)}
          value={data.number / Math.max(1, data.lessons)}
        />
      </div>
      <article className="card">
        {/* The server has sanitised it: see LessonBody.HTML. */}
        <div
          className="lesson-text"
          lang="vi"
          dangerouslySetInnerHTML={{ __html: framed(data.html, t.table) }}
        />
      </article>
      <Around lesson={data} />
      <Dock lesson={data} />
    </>
  );
}

function Around({ lesson: { previous, next, state } }: { lesson: Lesson }) {
  const t = useT(text);
  const after = state === "done" ? undefined : next;
  if (!previous && !after) return null;
  return (
    <nav className="lesson-around no-print" aria-label={t.around}>
      {previous && (
        <Link href={to(paths.lesson, { id: previous.id })}>
          <span className="small">{t.previous}</span>
          {inLocale(previous.title_vi, previous.title_en)}
        </Link>
      )}
      {after && (
        <Link href={to(paths.lesson, { id: after.id })}>
          <span className="small">{t.toNext}</span>
          {inLocale(after.title_vi, after.title_en)}
        </Link>
      )}
    </nav>
  );
}

/** The button that ends the lesson, in sight all the time. */
function Dock({ lesson: data }: { lesson: Lesson }) {
  const t = useT(text);
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const courseHref = to(paths.course, { id: data.course.id });
  const finish = useMutation({
    mutationFn: () => completeLesson(data.id),
    onSuccess: (done) => {
      // Levels, gaps and the next thing to do have moved too.
      void queries.invalidateQueries({ refetchType: "none" });
      const following = data.next?.id ?? (done.next?.kind === "lesson" ? done.next.id : undefined);
      if (done.course_completed || !following) navigate(courseHref, { state: { done } });
      else navigate(to(paths.lesson, { id: following }));
      window.scrollTo(0, 0);
    },
  });
  return (
    <div className="lesson-dock no-print">
      <span className="muted">{t.lessonOf(data.number, data.lessons)}</span>
      {data.state === "done" ? (
        <LinkButton href={data.next ? to(paths.lesson, { id: data.next.id }) : courseHref}>
          {data.next ? t.toNext : t.toCourse}
        </LinkButton>
      ) : (
        <Button busy={finish.isPending} onClick={() => finish.mutate()}>
          {data.next ? t.finish : t.finishLast}
        </Button>
      )}
    </div>
  );
}
