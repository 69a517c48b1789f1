import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Button, Card, EmptyState, Load, QueryPager, SearchBox, Select, Table } from "@/ui";
import type { Pair, PairFilter, Programme } from "../api";
import { pairsOf } from "../api";
import { text } from "../i18n";
import { answered, answerTones } from "../rules";
import { Explain } from "./explain";

/** Every need of a matched programme with its mentor. */
export function Matched({ programme }: { programme: Programme }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [served, setServed] = useState<PairFilter["served"]>("");
  const [asked, setAsked] = useState<Pair>();
  const list = useInfiniteQuery(pairsOf(programme.id, { q: useSettled(q.trim()), served }));
  const columns: Column<Pair>[] = [
    {
      key: "learner",
      head: t.pairColumns.learner,
      cell: ({ learner, learner_unit }) => (
        <>
          <strong>{learner}</strong>
          <br />
          <span className="small muted">{learner_unit}</span>
        </>
      ),
    },
    {
      key: "need",
      head: t.pairColumns.need,
      cell: ({ need, tier }) => (
        <>
          <span lang="vi">{need}</span> {tier < 3 && <Badge tone="warn">{t.tiers[tier]}</Badge>}
        </>
      ),
    },
    {
      key: "mentor",
      head: t.pairColumns.mentor,
      cell: ({ mentor, mentor_unit, fixed }) =>
        mentor ? (
          <>
            {mentor} {fixed && <Badge tone="info">{t.fixed}</Badge>}
            <br />
            <span className="small muted">{mentor_unit}</span>
          </>
        ) : (
          <span className="muted">{t.nobody}</span>
        ),
    },
    {
      key: "meets",
      head: t.pairColumns.meets,
      cell: ({ slot, remote }) =>
        slot === undefined ? "" : `${t.slots[slot] ?? ""}${remote ? `, ${t.remote}` : ""}`,
    },
  ];
  if (programme.state === "published")
    columns.push({
      key: "answer",
      head: t.pairColumns.answer,
      cell: ({ answer }) => answer && <Badge tone={answerTones[answer]}>{t.answers[answer]}</Badge>,
    });
  if (programme.state === "ready")
    columns.push({
      key: "why",
      head: t.pairColumns.why,
      cell: (pair) => (
        <Button
          kind="secondary"
          small
          aria-label={t.explainOf(pair.learner, pair.need)}
          onClick={() => setAsked(pair)}
        >
          {t.explain}
        </Button>
      ),
    });
  return (
    <div className="programme-matched">
      <Card title={t.pairs}>
        <SearchBox label={t.pairsSearch} value={q} onChange={setQ} />
        <Select
          label={t.served}
          value={served}
          onChange={(event) => setServed(event.currentTarget.value as PairFilter["served"])}
        >
          <option value="">{t.servedAll}</option>
          <option value="yes">{t.servedYes}</option>
          <option value="no">{t.servedNo}</option>
          {answered(programme).map((answer) => (
            <option key={answer} value={answer}>
              {t.answers[answer]}
            </option>
          ))}
        </Select>
        <Load query={list} lines={8}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            return rows.length === 0 ? (
              <EmptyState title={t.noPairs}>{t.noPairsText}</EmptyState>
            ) : (
              <>
                <Table
                  caption={t.pairs}
                  columns={columns}
                  rows={rows}
                  rowKey={({ learner_id, need }) => `${learner_id} ${need}`}
                />
                <QueryPager shown={rows.length} query={list} />
              </>
            );
          }}
        </Load>
        {asked && <Explain programme={programme.id} pair={asked} onClose={() => setAsked(undefined)} />}
      </Card>
    </div>
  );
}
