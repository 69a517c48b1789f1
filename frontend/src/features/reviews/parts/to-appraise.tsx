import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card } from "@/ui";
import { toAppraise } from "../api";
import { text } from "../people-i18n";

/** People whom the reader was named to appraise; nothing when there are none. */
export function ToAppraise() {
  const t = useT(text);
  const { data } = useQuery(toAppraise);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t.toAppraise}>
      <ul className="review-named">
        {data.items.map((each) => (
          <li key={`${each.review_id}-${each.staff_id}`}>
            <Link href={to(paths.reviewPerson, { id: each.review_id, staff: each.staff_id })}>
              {t.appraise(each.name)}
            </Link>
            <p className="small muted">
              {t.toAppraiseLine(
                each.unit,
                fmt.number(each.done),
                fmt.number(each.items),
                fmt.date(each.deadline),
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
