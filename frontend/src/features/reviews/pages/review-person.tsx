import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { Load, Notice, PageHeader } from "@/ui";
import { appraise, personIn } from "../api";
import { text } from "../i18n";
import { AnswerList } from "../parts/answer-list";
import "../reviews.css";

/** One person's sheet, for a superior or whoever was named to appraise them. */
export default function ReviewPerson() {
  const t = useT(text);
  const { id, staff } = usePageParams(paths.reviewPerson);
  const [part] = useQueryState("don-vi");
  const query = useQuery(personIn(id, staff));
  return (
    <div className="page">
      <PageHeader
        title={query.data ? t.personTitle(query.data.name) : t.title}
        subtitle={query.data?.review.title}
        back={
          part
            ? { href: to(paths.reviewPart, { part }), label: t.backPeople }
            : { href: paths.reviews, label: t.back }
        }
      />
      <Load query={query} lines={10}>
        {({ items, may }) => (
          <div className="stack">
            {!may && <Notice tone="warn">{t.mayNot}</Notice>}
            <AnswerList items={items} side="superior" may={may} save={appraise} />
          </div>
        )}
      </Load>
    </div>
  );
}
