import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Card, EmptyState, Load, Notice, QueryPager } from "@/ui";
import type { Mark, Seat } from "../api";
import { mySeats } from "../api";
import { text } from "../i18n";
import { classTone, seatTone } from "../rules";
import { Dates, Schedule } from "./when";

/** The learner's own places. */
export function MySeats() {
  const t = useT(text);
  const list = useInfiniteQuery(mySeats);
  return (
    <Load query={list} lines={5}>
      {({ pages }) => {
        const seats = pages.flatMap((page) => page.items);
        if (seats.length === 0) return <EmptyState title={t.mineEmpty}>{t.mineEmptyText}</EmptyState>;
        return (
          <div className="stack">
            <ul className="plain-list seat-list">
              {seats.map((seat) => (
                <li key={seat.id} className="seat-card">
                  <h2>
                    <Link href={to(paths.class, { id: seat.class_id })}>{seat.title}</Link>
                  </h2>
                  <SeatBadges seat={seat} />
                  <p>
                    <Dates from={seat.starts_at} until={seat.ends_at} /> · {seat.place}
                  </p>
                </li>
              ))}
            </ul>
            <QueryPager shown={seats.length} query={list} />
          </div>
        );
      }}
    </Load>
  );
}

function SeatBadges({ seat }: { seat: Seat }) {
  const t = useT(text);
  return (
    <div className="row">
      <Badge tone={seatTone[seat.state]}>{t.mySeatStates[seat.state]}</Badge>
      {seat.class_state !== "open" && (
        <Badge tone={seat.class_state === "cancelled" ? "bad" : classTone.closed}>
          {t.states[seat.class_state]}
        </Badge>
      )}
      {seat.attended !== undefined && (
        <Badge tone={seat.attended ? "ok" : "warn"}>{seat.attended ? t.attended : t.notAttended}</Badge>
      )}
    </div>
  );
}

/** One class as the learner with a place in it sees it. */
export function SeatDetail({ seat }: { seat: Seat }) {
  const t = useT(text);
  const mark = (value: string | undefined) => (value ? t.marks[value as Mark] : "");
  return (
    <>
      <SeatBadges seat={seat} />
      {seat.reason && <Notice tone="warn">{`${t.reason}: ${seat.reason}`}</Notice>}
      {seat.class_reason && <Notice tone="bad">{`${t.whyCancelled}: ${seat.class_reason}`}</Notice>}
      {seat.attended && <Notice tone="ok">{t.attendedText}</Notice>}
      <div className="columns">
        <Card title={t.schedule}>
          <Schedule sessions={seat.sessions} aside={(index) => mark(seat.sessions[index]?.mark)} />
        </Card>
        <Card title={t.about}>
          <dl className="facts">
            <dt>{t.place}</dt>
            <dd>{seat.place}</dd>
            <dt>{t.unit}</dt>
            <dd>{inLocale(seat.unit.name, seat.unit.name_en)}</dd>
            <dt>{t.codeWord}</dt>
            <dd>{seat.class_code}</dd>
            <dt>{t.shows}</dt>
            <dd>
              {seat.competencies.map(({ id, name_vi, name_en, level }) => (
                <div key={id}>
                  {inLocale(name_vi, name_en)}, {t.levelOf(level).toLowerCase()}
                </div>
              ))}
            </dd>
          </dl>
        </Card>
      </div>
    </>
  );
}
