import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { EmptyState, LinkButton, Load, PageHeader, QueryPager, SearchBox, Segments } from "@/ui";
import { requests } from "../api";
import { text } from "../i18n";
import { RequestList } from "../parts/request-list";
import { stateOf, states } from "../rules";

/** Requests for specialists in a leader's or the department's scope. */
export default function Requests() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien");
  const q = useSettled(find.trim());
  const state = stateOf(shown);
  const me = useMe();
  const query = useInfiniteQuery({ ...requests(q, state), placeholderData: keepPreviousData });
  const add = hasRole(me, "unit_leader") ? (
    <LinkButton href={paths.outreachNew}>{t.add}</LinkButton>
  ) : undefined;
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
              <RequestList items={items} href={({ id }) => to(paths.outreachRequest, { id })} />
              <QueryPager shown={items.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
