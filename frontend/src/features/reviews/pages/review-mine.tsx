import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Load, Notice, PageHeader } from "@/ui";
import { assessSelf, mineIn } from "../api";
import { text } from "../i18n";
import { AnswerList } from "../parts/answer-list";
import "../reviews.css";

/** What somebody says of themselves in a review. */
export default function ReviewMine() {
  const t = useT(text);
  const { id } = usePageParams(paths.reviewMine);
  const query = useQuery(mineIn(id));
  return (
    <div className="page">
      <PageHeader
        title={t.myTitle}
        subtitle={query.data?.review.title}
        back={{ href: paths.reviews, label: t.back }}
      />
      <Load query={query} lines={10}>
        {({ items, may, review }) => (
          <div className="stack">
            <p>{t.myLead}</p>
            {review.note && <Notice>{review.note}</Notice>}
            {!may && <Notice tone="warn">{t.myClosed}</Notice>}
            <AnswerList items={items} side="self" may={may} save={assessSelf} />
          </div>
        )}
      </Load>
    </div>
  );
}
