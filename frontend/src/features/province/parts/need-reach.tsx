import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { Column } from "@/ui";
import { Badge, Card, EmptyState, Load, SearchBox, Select, Table } from "@/ui";
import { competencies } from "../api";
import type { Reach, ReachCommune, Tally } from "../needs-api";
import { reach } from "../needs-api";
import { text } from "../needs-i18n";
import type { Show } from "../needs-rules";
import { communesToShow, scarcestOf } from "../needs-rules";
import { nameOf } from "./need-table";
import { Paged } from "./paged";

const none: string[] = [];

/** How many people of each commune can do a procedure today, and with `needs` tried instead. */
export function NeedReach({ id, needs = none }: { id: string; needs?: string[] }) {
  const t = useT(text);
  const query = useQuery({ ...reach(id, needs), placeholderData: keepPreviousData });
  return (
    <Card title={t.reach}>
      <p className="muted">{t.reachHint}</p>
      <Load query={query} lines={8}>
        {(found) =>
          found.bars.length === 0 ? (
            <EmptyState title={t.reachNone}>{t.reachNoneText}</EmptyState>
          ) : found.communes.length === 0 ? (
            <EmptyState title={t.reachNone}>{t.reachOutside}</EmptyState>
          ) : (
            <Counted found={found} trying={needs.length > 0} counting={query.isPlaceholderData} />
          )
        }
      </Load>
    </Card>
  );
}

function Counted({ found, trying, counting }: { found: Reach; trying: boolean; counting: boolean }) {
  const t = useT(text);
  const words = (say: (none: string, one: string, more: string) => string, tally: Tally) =>
    say(fmt.number(tally.none), fmt.number(tally.one), fmt.number(tally.more));
  return (
    <>
      <div className="stack-tight">
        {found.before && <p>{words(t.now, found.before)}</p>}
        {trying && <p className="heat-conclusion">{counting ? t.counting : words(t.ifSaved, found.after)}</p>}
      </div>
      <Communes found={found} trying={trying} />
    </>
  );
}

const short = 20;

function Communes({ found, trying }: { found: Reach; trying: boolean }) {
  const t = useT(text);
  const [find, setFind] = useState("");
  const [chosen, setShow] = useState<Show>();
  const wanted = chosen ?? (found.communes.length <= short ? "all" : "few");
  const show = wanted === "changed" && !trying ? "few" : wanted;
  const shown = communesToShow(found.communes, show, find);
  return (
    <>
      {found.communes.length > 1 && (
        <div className="view-filters no-print">
          <SearchBox label={t.findCommune} value={find} onChange={setFind} />
          <Select
            label={t.show}
            value={show}
            onChange={(event) => setShow(event.currentTarget.value as Show)}
          >
            {Object.entries(t.shows)
              .filter(([value]) => trying || value !== "changed")
              .map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
          </Select>
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState title={t.noCommune}>{t.noCommuneText}</EmptyState>
      ) : (
        <Paged rows={shown}>{(rows) => <CommuneTable rows={rows} bars={found.bars} trying={trying} />}</Paged>
      )}
    </>
  );
}

function CommuneTable({
  rows,
  bars,
  trying,
}: {
  rows: ReachCommune[];
  bars: Reach["bars"];
  trying: boolean;
}) {
  const t = useT(text);
  const names = new Map(useQuery(competencies).data?.items.map((each) => [each.id, nameOf(each)]));
  const scarce = (row: ReachCommune) => {
    const least = scarcestOf(row, bars);
    const name = least && names.get(least.bar.competency_id);
    return least && name ? t.scarce(name, least.bar.level, fmt.number(least.able)) : "";
  };
  const columns: Column<ReachCommune>[] = [
    {
      key: "ten",
      head: t.commune,
      cell: ({ unit }) => <Link href={to(paths.unitFragile, { unit: unit.id })}>{unit.name}</Link>,
    },
    { key: "hom-nay", head: t.canNow, end: true, cell: ({ before }) => <Able count={before} /> },
    ...(trying
      ? [
          {
            key: "neu-luu",
            head: t.canThen,
            end: true,
            cell: ({ after }: ReachCommune) => <Able count={after} />,
          },
        ]
      : []),
    { key: "it-nhat", head: t.scarcest, cell: scarce },
  ];
  return <Table caption={t.reach} rows={rows} rowKey={({ unit }) => unit.id} columns={columns} />;
}

function Able({ count }: { count: number }) {
  return <Badge tone={count === 0 ? "bad" : count === 1 ? "warn" : "neutral"}>{fmt.number(count)}</Badge>;
}
