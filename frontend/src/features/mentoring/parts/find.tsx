import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { serverText } from "@/api/problem";
import { fold } from "@/lib/fold";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Button, Card, Disclosure, EmptyState, LinkButton, Load, Pager, SearchBox } from "@/ui";
import type { GapHelp } from "../api";
import { gapHelp, suggestions } from "../api";
import { text } from "../i18n";
import { text as profileText } from "../profile-i18n";
import { sentenceOf } from "../slots";
import { SuggestionCard } from "./suggestion-card";

/** Who can help: for every gap at once, or for the one competency in the address. */
export function Find() {
  const [wanted] = useQueryState("nang-luc");
  return wanted ? <FindOne key={wanted} competency={wanted} /> : <FindAll />;
}

/** How many gaps are shown at first, and how many more each time. */
const step = 3;

function FindAll() {
  const t = useT(profileText);
  const old = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [count, setCount] = useState(step);
  const help = useQuery(gapHelp(useLocale()));
  return (
    <Load query={help} lines={8}>
      {({ gaps }) => {
        if (gaps.length === 0) {
          return (
            <EmptyState
              title={old.noGaps}
              action={
                <LinkButton kind="secondary" href={paths.competencies}>
                  {old.seeCompetencies}
                </LinkButton>
              }
            >
              {old.noGapsText}
            </EmptyState>
          );
        }
        const found = gaps.filter(({ competency: { name_vi, name_en } }) =>
          fold(inLocale(name_vi, name_en)).includes(fold(find.trim())),
        );
        return (
          <>
            <p className="muted">{t.gapsFound(gaps.length)}</p>
            {gaps.length > step && <SearchBox label={t.search} value={find} onChange={setFind} />}
            {found.length === 0 && <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>}
            {found.slice(0, count).map((gap) => (
              <GapCard key={gap.competency.id} gap={gap} />
            ))}
            {found.length > step && (
              <Pager
                shown={Math.min(count, found.length)}
                total={found.length}
                hasMore={count < found.length}
                onMore={() => setCount(count + step)}
              />
            )}
          </>
        );
      }}
    </Load>
  );
}

function FindOne({ competency }: { competency: string }) {
  const t = useT(profileText);
  const [, setWanted] = useQueryState("nang-luc");
  const list = useQuery(suggestions(competency, useLocale()));
  return (
    <>
      <div className="row">
        <Button kind="quiet" onClick={() => setWanted("")}>
          {t.allGaps}
        </Button>
      </div>
      <Load query={list} lines={8}>
        {(gap) => <GapCard gap={gap} />}
      </Load>
    </>
  );
}

/** People shown at first of a long list, and how many more each time. */
const people = 6;

function GapCard({ gap }: { gap: GapHelp }) {
  const t = useT(profileText);
  const [, setWanted] = useQueryState("nang-luc");
  const [count, setCount] = useState(people);
  const { competency, items, total } = gap;
  const name = inLocale(competency.name_vi, competency.name_en);
  return (
    <Card title={name}>
      <div className="stack">
        <p className="muted">
          {gap.required > 0 ? t.gapState(gap.level, gap.required) : t.ownState(gap.level)}
        </p>
        {items.length === 0 ? (
          <p>{t.none}</p>
        ) : (
          <ul className="plain-list person-list help-list">
            {items.slice(0, count).map((item) => (
              <SuggestionCard key={item.mentor.id} item={item} competency={competency.id} />
            ))}
          </ul>
        )}
        <LeftOut gap={gap} />
        <div className="row">
          {total > items.length && (
            <Button kind="quiet" small onClick={() => setWanted(competency.id)}>
              {t.more(total)}
              <span className="visually-hidden"> {t.moreOf(name)}</span>
            </Button>
          )}
          {items.length === 0 && (
            <LinkButton kind="secondary" small href={to(paths.competency, { competency: competency.id })}>
              {t.otherWays}
              <span className="visually-hidden"> {t.moreOf(name)}</span>
            </LinkButton>
          )}
        </div>
        {items.length > people && (
          <Pager
            shown={Math.min(count, items.length)}
            total={total}
            hasMore={count < items.length}
            onMore={() => setCount(count + people)}
          />
        )}
      </div>
    </Card>
  );
}

/** Why better-known colleagues are not there. */
function LeftOut({ gap: { left_out } }: { gap: GapHelp }) {
  const t = useT(profileText);
  if (left_out.length === 0) return null;
  return (
    <Disclosure summary={t.leftOut(left_out.length)}>
      <ul className="reasons">
        {left_out.map(({ full_name, unit, why }) => (
          <li key={`${full_name} ${unit.id} ${why.key}`}>
            <strong>{t.leftOutItem(full_name, inLocale(unit.name, unit.name_en))}</strong>:{" "}
            {sentenceOf([serverText(why.key, why.args) ?? why.key])}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
