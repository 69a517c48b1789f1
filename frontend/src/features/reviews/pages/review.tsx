import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Card, Load, PageHeader, Tabs } from "@/ui";
import type { Review as ReviewBody } from "../api";
import { joinedIn, oneReview, unledIn } from "../api";
import { text } from "../i18n";
import { Joined } from "../parts/joined";
import { Launching } from "../parts/launching";
import { ReviewNumbers } from "../parts/review-numbers";
import { ReviewParts } from "../parts/review-parts";
import { Unled } from "../parts/unled";
import { text as people } from "../people-i18n";
import "../reviews.css";
import { counted } from "../rules";

/** How far a review is, unit by unit, as it comes. */
export default function Review() {
  const t = useT(text);
  const me = useMe();
  const { id } = usePageParams(paths.review);
  const query = useQuery(oneReview(id));
  const runs = hasRole(me, "department_officer");
  return (
    <div className="page">
      <PageHeader title={query.data?.title ?? t.title} back={{ href: paths.reviews, label: t.back }} />
      <Load query={query} lines={10}>
        {(review) =>
          review.state === "launching" || review.state === "cancelling" ? (
            <Launching review={review} runs={runs} />
          ) : (
            <div className="stack">
              <ReviewNumbers review={review} runs={runs} />
              {runs && review.state === "open" ? (
                <Divided review={review} />
              ) : (
                <Card title={t.partsTitle}>
                  <ReviewParts review={review} runs={runs} />
                </Card>
              )}
            </div>
          )
        }
      </Load>
    </div>
  );
}

/** What the officer keeps an eye on: units, people who came since, people whom nobody leads. */
function Divided({ review }: { review: ReviewBody }) {
  const t = useT(people);
  const [part, setPart] = useQueryState("phan", "don-vi");
  const [, setQ] = useQueryState("q");
  const joined = useInfiniteQuery(joinedIn(review.id, ""));
  const unled = useInfiniteQuery({ ...unledIn(review.id, ""), enabled: review.ask_superior });
  const units = {
    key: "don-vi",
    label: t.unitsTab,
    panel: () => <ReviewParts review={review} runs />,
  };
  return (
    <Tabs
      label={t.tabs}
      value={part}
      onChange={(next) => {
        setQ("");
        setPart(next);
      }}
      tabs={[
        units,
        {
          key: "moi",
          label: t.joinedTab(counted(joined.data, fmt.number)),
          panel: () => <Joined review={review.id} />,
        },
        ...(review.ask_superior
          ? [
              {
                key: "chua-giao",
                label: t.unledTab(counted(unled.data, fmt.number)),
                panel: () => <Unled review={review.id} />,
              },
            ]
          : []),
      ]}
    />
  );
}
