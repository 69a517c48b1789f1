import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { EmptyState, Load, PageHeader, QueryPager, SearchBox } from "@/ui";
import { mine } from "../api";
import { text } from "../i18n";
import { RequestList } from "../parts/request-list";

/** Counters that invite me. */
export default function MyVisits() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...mine(q), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <PageHeader title={t.mineTitle} subtitle={t.mineSubtitle} />
      <SearchBox label={t.mineFind} value={find} onChange={setFind} />
      <Load query={query} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          if (items.length === 0)
            return q ? (
              <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>
            ) : (
              <EmptyState title={t.mineNone}>{t.mineNoneText}</EmptyState>
            );
          return (
            <>
              <RequestList items={items} href={({ id }) => to(paths.outreachVisit, { id })} />
              <QueryPager shown={items.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
