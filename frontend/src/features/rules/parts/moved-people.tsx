import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Badge, Disclosure, Load, QueryPager, SearchBox, Table } from "@/ui";
import type { Moved } from "../api";
import { competencies, moves } from "../api";
import { text } from "../i18n";

/** The people whose levels a preview found to move, each with the moves. */
export function MovedPeople({ id, total }: { id: string; total: number }) {
  const t = useT(text);
  const [words, setWords] = useState("");
  const q = useSettled(words.trim());
  const list = useInfiniteQuery(moves(id, q));
  return (
    <section className="stack">
      <h3>{t.people}</h3>
      <SearchBox label={t.search} value={words} onChange={setWords} />
      <Load query={list} lines={5}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <p role="status">{t.nobody}</p>
          ) : (
            <>
              <People rows={rows} />
              <QueryPager shown={rows.length} total={q === "" ? total : undefined} query={list} />
            </>
          );
        }}
      </Load>
    </section>
  );
}

function People({ rows }: { rows: Moved[] }) {
  const t = useT(text);
  return (
    <Table
      caption={t.people}
      rows={rows}
      rowKey={({ staff_id }) => staff_id}
      columns={[
        {
          key: "name",
          head: t.peopleColumns.name,
          cell: ({ staff_id, name }) => <Link href={to(paths.person, { id: staff_id })}>{name}</Link>,
        },
        { key: "unit", head: t.peopleColumns.unit, cell: ({ unit }) => unit },
        { key: "moves", head: t.peopleColumns.moves, cell: (row) => <Moves of={row} /> },
      ]}
    />
  );
}

const mostShown = 3;

function Moves({ of: { moves: all } }: { of: Moved }) {
  const t = useT(text);
  const rest = all.slice(mostShown);
  return (
    <>
      <MoveList all={all.slice(0, mostShown)} />
      {rest.length > 0 && (
        <Disclosure summary={t.moreMoves(rest.length)}>
          <MoveList all={rest} />
        </Disclosure>
      )}
    </>
  );
}

function MoveList({ all }: { all: Moved["moves"] }) {
  const t = useT(text);
  const known = useQuery(competencies).data?.items ?? [];
  const name = (id: string) => {
    const found = known.find((each) => each.id === id);
    return found ? inLocale(found.name_vi, found.name_en) : t.otherCompetency;
  };
  return (
    <ul className="plain-list">
      {all.map(({ competency_id, from, to: next }) => (
        <li key={competency_id}>
          {t.move(name(competency_id), from, next)}{" "}
          <Badge tone={next > from ? "ok" : "warn"}>{next > from ? t.up : t.down}</Badge>
        </li>
      ))}
    </ul>
  );
}
