import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { EmptyState, Load, PageHeader, QueryPager, SearchBox, Segments } from "@/ui";
import { queue } from "../api";
import { text } from "../i18n";
import { ItemList } from "../parts/item-list";
import { stateOf, states } from "../rules";

/** What people of my scope submitted. */
export default function Reviews() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien", "waiting");
  const q = useSettled(find.trim());
  const state = stateOf(shown);
  const query = useInfiniteQuery({ ...queue({ q, state }), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <PageHeader title={t.reviews} subtitle={t.reviewsSubtitle} />
      <div className="stack">
        <Segments
          label={t.show}
          value={shown}
          onChange={setShown}
          options={[
            ...states.slice(1).map((value) => ({ value: String(value), label: t.states[value] })),
            { value: "tat-ca", label: t.all },
          ]}
        />
        <SearchBox label={t.reviewsFind} value={find} onChange={setFind} />
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          if (items.length === 0)
            return q ? (
              <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>
            ) : (
              <EmptyState title={t.reviewsNone}>{t.reviewsNoneText}</EmptyState>
            );
          return (
            <>
              <ItemList named items={items} href={({ id }) => to(paths.portfolioReview, { id })} />
              <QueryPager shown={items.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
