import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Badge, Card, EmptyState, LevelBar, Load, QueryPager, SearchBox } from "@/ui";
import { lacking } from "../api";
import { text } from "../i18n";
import type { CompetencyShare } from "../rules";

/** Who in a unit lacks one competency, the widest gap first. */
export function LackingPeople({ unit, line }: { unit: string; line: CompetencyShare }) {
  const t = useT(text);
  const { competency, count, share } = line;
  const [find, setFind] = useQueryState("tim");
  const query = useInfiniteQuery({
    ...lacking(unit, competency.id, useSettled(find.trim())),
    placeholderData: keepPreviousData,
  });
  const name = inLocale(competency.name_vi, competency.name_en);
  const all = count.met === count.required;
  return (
    <Card title={t.lackingOf(name)}>
      <p>
        {t.meetsOf(fmt.number(count.met), fmt.number(count.required), fmt.percent(share))}{" "}
        <span className="muted">{competency.code}</span>
      </p>
      {!all && <SearchBox label={t.findPerson} value={find} onChange={setFind} />}
      <Load query={query} lines={6}>
        {({ pages }) => {
          const people = pages.flatMap(({ items }) => items);
          if (people.length === 0) {
            return find ? (
              <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>
            ) : (
              <EmptyState title={t.noneLacking}>{t.noneLackingText}</EmptyState>
            );
          }
          return (
            <>
              <ul className="plain-list divided">
                {people.map((each) => (
                  <li key={each.staff.id} className="lacking-person">
                    <span className="stack-tight">
                      <span className="row">
                        <Link href={to(paths.person, { id: each.staff.id }, { "nang-luc": competency.id })}>
                          {each.staff.full_name}
                        </Link>
                        {each.critical && <Badge tone="warn">{t.criticalShort}</Badge>}
                      </span>
                      <span className="small muted">
                        {each.staff.code} · {each.unit.name}
                      </span>
                    </span>
                    <LevelBar have={each.level} need={each.required} />
                  </li>
                ))}
              </ul>
              <QueryPager shown={people.length} total={pages[0]?.total} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}
