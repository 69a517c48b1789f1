import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card } from "@/ui";
import type { Retraining } from "../api";
import { text } from "../i18n";

/** What changed and I have not learnt yet; nothing when there is none. */
export function Changed({ all }: { all: Retraining[] }) {
  const t = useT(text);
  const open = all.filter(({ done }) => !done);
  if (open.length === 0) return null;
  return (
    <Card title={t.changed}>
      <ul className="plain-list divided">
        {open.map(({ change_id, title, summary, effective_on, due_on, course_id }) => (
          <li key={change_id} className="stack-tight">
            <strong lang="vi">{title}</strong>
            <p lang="vi">{summary}</p>
            <p className="small muted">{t.changedDue(fmt.date(effective_on), fmt.date(due_on))}</p>
            {course_id ? (
              <p>
                <Link href={to(paths.course, { id: course_id })} aria-label={t.changedCourseOf(title)}>
                  {t.changedCourse}
                </Link>
              </p>
            ) : (
              <p>{t.changedBriefing}</p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
