import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import {
  AheadList,
  Button,
  Card,
  EmptyState,
  LinkButton,
  Load,
  PageHeader,
  Progress,
  SearchBox,
  Segments,
} from "@/ui";
import type { Gap, Summary } from "../api";
import { myGaps, myRetrainings } from "../api";
import { text } from "../i18n";
import { text as rowText } from "../row-i18n";
import { Changed } from "../parts/changed";
import { GapRow } from "../parts/gap-row";
import type { Filter } from "../rules";
import { chosen, filterOf, filters, grouped } from "../rules";

/** Everything my posts require, and how far I am. */
export default function Competencies() {
  const t = useT(text);
  const row = useT(rowText);
  const query = useQuery(myGaps);
  const changes = useQuery(myRetrainings);
  const waiting = query.isPending || (changes.isPending && changes.failureCount === 0);
  return (
    <div className="page">
      <PageHeader title={t.title} />
      <Load query={{ ...query, data: waiting ? undefined : query.data, isPending: waiting }} lines={10}>
        {({ items, summary, ahead }) =>
          items.length === 0 && ahead.length === 0 ? (
            <>
              <Changed all={changes.data?.items ?? []} />
              <EmptyState title={row.nothingRequired}>{row.nothingRequiredText}</EmptyState>
            </>
          ) : (
            <>
              <Changed all={changes.data?.items ?? []} />
              <Standing summary={summary} />
              {ahead.length > 0 && (
                <Card title={t.ahead}>
                  <AheadList changes={ahead} />
                </Card>
              )}
              <List gaps={items} />
            </>
          )
        }
      </Load>
    </div>
  );
}

function Standing({ summary }: { summary: Summary }) {
  const t = useT(text);
  const row = useT(rowText);
  const sentence = row.summary(summary.met, summary.required);
  return (
    <Card>
      <p>
        <strong>{sentence}</strong>
        {summary.critical_gaps > 0 && ` ${t.summaryCritical(summary.critical_gaps)}`}
      </p>
      <Progress label={sentence} value={summary.met / Math.max(1, summary.required)} />
      {summary.gaps > 0 && (
        <div>
          <LinkButton kind="secondary" href={to(paths.plan, {}, { viec: "lap" })}>
            {t.makePlan}
          </LinkButton>
        </div>
      )}
    </Card>
  );
}

function List({ gaps }: { gaps: Gap[] }) {
  const t = useT(text);
  const [word, setWord] = useQueryState("hien", "thieu");
  const [query, setQuery] = useQueryState("tim");
  const filter = filterOf(word);
  const shown = chosen(gaps, filter, query);
  return (
    <>
      <div className="stack">
        <Segments
          label={t.show}
          options={filters.map((value) => ({ value, label: t.filters[value] }))}
          value={filter}
          onChange={setWord}
        />
        <SearchBox
          label={t.search}
          value={query}
          onChange={setQuery}
          status={t.found(shown.length, gaps.length)}
        />
      </div>
      {shown.length === 0 && (
        <Nothing
          filter={filter}
          searching={query !== ""}
          onShowAll={() => (query ? setQuery("") : setWord("tat-ca"))}
        />
      )}
      {grouped(shown).map((group) => (
        <Card key={group.name} title={<span lang="vi">{group.name}</span>}>
          <ul className="plain-list divided">
            {group.gaps.map((gap) => (
              <li key={gap.competency.id}>
                <GapRow gap={gap} />
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </>
  );
}

function Nothing({
  filter,
  searching,
  onShowAll,
}: {
  filter: Filter;
  searching: boolean;
  onShowAll: () => void;
}) {
  const t = useT(text);
  return (
    <EmptyState
      title={searching ? t.noneFound : filter === "dat" ? t.noneMet : t.noneLacking}
      action={
        <Button kind="secondary" onClick={onShowAll}>
          {t.showAll}
        </Button>
      }
    />
  );
}
