import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { EmptyState, LinkButton, Load, PageHeader, QueryPager, SearchBox, Segments } from "@/ui";
import { mine } from "../api";
import { text } from "../i18n";
import { ItemList } from "../parts/item-list";
import { stateOf, states } from "../rules";

/** What I learnt or did elsewhere. */
export default function Portfolio() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien");
  const q = useSettled(find.trim());
  const state = stateOf(shown);
  const query = useInfiniteQuery({ ...mine({ q, state }), placeholderData: keepPreviousData });
  const add = <LinkButton href={paths.portfolioNew}>{t.add}</LinkButton>;
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} actions={add} />
      <div className="stack">
        <Segments
          label={t.show}
          value={state}
          onChange={setShown}
          options={[
            { value: "", label: t.all },
            ...states.map((value) => ({ value, label: t.states[value] })),
          ]}
        />
        <SearchBox label={t.find} value={find} onChange={setFind} />
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          if (items.length === 0)
            return q || state ? (
              <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>
            ) : (
              <EmptyState title={t.none} action={add}>
                {t.noneText}
              </EmptyState>
            );
          return (
            <>
              <ItemList items={items} href={({ id }) => to(paths.portfolioItem, { id })} />
              <QueryPager shown={items.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
