import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Button, EmptyState, Load, Progress, QueryPager, SearchBox, Select, Table, toast } from "@/ui";
import type { Part, Review } from "../api";
import { partsOf, remind } from "../api";
import { text } from "../i18n";
import { asked, missing, partSort, partState } from "../rules";
import { useDeed } from "./deed";

/** The units of a review with how far each is; searched, sorted and paged by the server. */
export function ReviewParts({ review, runs }: { review: Review; runs: boolean }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [state, setState] = useQueryState("tinh-trang");
  const [sort, setSort] = useQueryState("sap-xep");
  const list = useInfiniteQuery(
    partsOf(review, { q: useSettled(q.trim()), state: partState(state), sort: partSort(sort) }),
  );
  const columns = useColumns(review, runs && review.state === "open");
  return (
    <div className="stack">
      <div className="review-filters">
        <SearchBox label={t.partsSearch} value={q} onChange={setQ} />
        <Select
          label={t.partState}
          value={partState(state) ?? ""}
          onChange={(event) => setState(event.currentTarget.value)}
        >
          <option value="">{t.anyState}</option>
          {(["open", "finished", "locked"] as const).map((each) => (
            <option key={each} value={each}>
              {t.partStates[each]}
            </option>
          ))}
        </Select>
      </div>
      <Load query={list} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.noParts}>{t.noPartsText}</EmptyState>
          ) : (
            <div className="stack review-table">
              <Table
                caption={t.partsTitle}
                columns={columns}
                rows={rows}
                rowKey={({ id }) => id}
                sort={sort}
                onSort={setSort}
              />
              <QueryPager shown={rows.length} total={q || state ? null : review.parts} query={list} />
            </div>
          );
        }}
      </Load>
    </div>
  );
}

function useColumns(review: Review, reminds: boolean): Column<Part>[] {
  const t = useT(text);
  const nudge = useDeed(remind, ({ people }) =>
    toast(people === 0 ? t.remindedNobody : t.reminded(fmt.number(people))),
  );
  const heads = t.partColumns;
  const columns: (Column<Part> | false)[] = [
    {
      key: "unit",
      head: heads.unit,
      sortable: true,
      cell: (part) => <Link href={to(paths.reviewPart, { part: part.id })}>{part.unit}</Link>,
    },
    {
      key: "progress",
      head: heads.progress,
      sortable: true,
      cell: (part) => {
        const { share } = asked({ ...review, ...part });
        return (
          <Progress
            label={`${heads.progress}: ${part.unit}`}
            value={share}
            words={fmt.percent(share * 10_000)}
          />
        );
      },
    },
    { key: "items", head: heads.items, end: true, cell: ({ items }) => fmt.number(items) },
    review.ask_self && {
      key: "self",
      head: heads.self,
      end: true,
      cell: (part) => fmt.number(part.self_done),
    },
    review.ask_superior && {
      key: "superior",
      head: heads.superior,
      end: true,
      cell: (part) => fmt.number(part.superior_done),
    },
    {
      key: "late",
      head: heads.late,
      end: true,
      sortable: true,
      cell: (part) => fmt.number(missing(review, part)),
    },
    { key: "apart", head: heads.apart, end: true, sortable: true, cell: ({ apart }) => fmt.number(apart) },
    {
      key: "state",
      head: heads.state,
      cell: ({ state }) => (
        <Badge tone={state === "locked" ? "ok" : state === "finished" ? "info" : "neutral"}>
          {t.partStates[state]}
        </Badge>
      ),
    },
    reminds && {
      key: "deeds",
      head: heads.deeds,
      cell: (part) =>
        part.state === "open" && (
          <Button
            kind="secondary"
            aria-label={t.remindPart(part.unit)}
            onClick={() => nudge.mutate({ id: review.id, part: part.id })}
          >
            {t.remindShort}
          </Button>
        ),
    },
  ];
  return columns.filter((column) => column !== false);
}
