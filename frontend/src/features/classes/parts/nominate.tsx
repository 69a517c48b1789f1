import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, sentence, serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import {
  Badge,
  Button,
  confirm,
  EmptyState,
  FieldError,
  Load,
  Notice,
  QueryPager,
  SearchBox,
  toast,
} from "@/ui";
import type { Candidate, ClassDetail, Nomination } from "../api";
import { candidates, nominate, withdraw } from "../api";
import { text } from "../i18n";
import { isLive, refusedPeople, roomFor, seatTone, standing } from "../rules";
import { useDeed } from "./deed";

/** A leader's part of a class: whom to send, and who is sent already. */
export function Nominate({ found }: { found: ClassDetail }) {
  const t = useT(text);
  return (
    <div className="page">
      <Own found={found} />
      {found.can.nominate ? (
        <Choose found={found} />
      ) : (
        <Notice>{t.closedFor(fmt.date(found.nominate_by))}</Notice>
      )}
    </div>
  );
}

function Own({ found }: { found: ClassDetail }) {
  const t = useT(text);
  const live = found.nominations.filter(({ state }) => isLive(state) || state === "declined");
  const back = useDeed(
    (nomination: Nomination) => withdraw(nomination.id),
    (_, { staff }) => toast(t.withdrawn(staff.full_name)),
  );
  const ask = async (nomination: Nomination) => {
    const yes = await confirm({
      title: t.withdrawTitle(nomination.staff.full_name),
      text: t.withdrawText,
      yes: t.withdraw,
      no: t.keepName,
      danger: true,
    });
    if (yes) back.mutate(nomination);
  };
  return (
    <section className="stack" aria-label={t.own(live.length)}>
      <h2>{t.own(live.length)}</h2>
      {live.length === 0 ? (
        <p className="muted">{t.ownNone}</p>
      ) : (
        <ul className="plain-list pick-list">
          {live.map((nomination) => (
            <li key={nomination.id} className="pick-row">
              <span className="pick-words">
                <strong>{nomination.staff.full_name}</strong>
                <span className="muted small">
                  {nomination.staff.code} · {inLocale(nomination.unit.name, nomination.unit.name_en)}
                </span>
                {nomination.reason && <span className="small">{nomination.reason}</span>}
              </span>
              <Badge tone={seatTone[nomination.state]}>{t.seatStates[nomination.state]}</Badge>
              {found.can.withdraw && isLive(nomination.state) && (
                <Button
                  kind="quiet"
                  small
                  aria-label={`${t.withdraw}: ${nomination.staff.full_name}`}
                  busy={back.isPending && back.variables.id === nomination.id}
                  onClick={() => void ask(nomination)}
                >
                  {t.withdraw}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Choose({ found }: { found: ClassDetail }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const list = useInfiniteQuery(candidates(found.id, useSettled(q.trim()), useLocale()));
  const [chosen, setChosen] = useState<string[]>([]);
  const takeBack = useDeed(
    (made: Nomination[]) => Promise.all(made.map(({ id }) => withdraw(id))),
    (_, made) => setChosen(made.map(({ staff }) => staff.id)),
  );
  const send = useDeed(
    (ids: string[]) => nominate(found.id, ids),
    (made) => {
      setChosen([]);
      toast(t.nominated(made.items.length), { undo: () => takeBack.mutate(made.items) });
    },
    { quiet: true },
  );
  const refused =
    send.error instanceof Problem ? refusedPeople(send.error.errors, send.variables ?? []) : new Map();
  const room = roomFor(chosen.length, { ...found });

  return (
    <section className="stack" aria-label={t.candidates}>
      <div>
        <h2>{t.candidates}</h2>
        <p className="muted">{t.candidatesText}</p>
      </div>
      <SearchBox label={t.candidateSearch} value={q} onChange={setQ} />
      {send.error && (
        <Notice tone="bad" live>
          {sentence(send.error)}
        </Notice>
      )}
      <Load query={list} lines={8}>
        {({ pages }) => {
          const people = pages.flatMap((page) => page.items);
          if (people.length === 0) {
            return <EmptyState title={t.candidatesNone}>{t.candidatesNoneText}</EmptyState>;
          }
          return (
            <>
              <ul className="plain-list pick-list">
                {people.map((each) => (
                  <li key={each.staff.id}>
                    <Pick
                      candidate={each}
                      checked={chosen.includes(each.staff.id)}
                      refused={refused.get(each.staff.id)}
                      onChange={(on) =>
                        setChosen((before) => {
                          const rest = before.filter((id) => id !== each.staff.id);
                          return on ? [...rest, each.staff.id] : rest;
                        })
                      }
                    />
                  </li>
                ))}
              </ul>
              <QueryPager shown={people.length} query={list} />
            </>
          );
        }}
      </Load>
      <div className="dock">
        <p role="status">
          <strong>{chosen.length > 0 ? t.chosen(chosen.length) : t.chosenNone}</strong>{" "}
          {found.quota ? t.quotaFree(room.free) : t.free(room.free)}{" "}
          {room.wait > 0 && chosen.length > 0 && t.willWait(room.wait)}
        </p>
        <div className="row">
          <Button disabled={chosen.length === 0} busy={send.isPending} onClick={() => send.mutate(chosen)}>
            {t.nominate(chosen.length)}
          </Button>
          {chosen.length > 0 && (
            <Button kind="quiet" onClick={() => setChosen([])}>
              {t.clear}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

function Pick({
  candidate,
  checked,
  refused,
  onChange,
}: {
  candidate: Candidate;
  checked: boolean;
  refused: Problem["errors"][number] | undefined;
  onChange: (on: boolean) => void;
}) {
  const t = useT(text);
  const { staff, posts, gaps, gap, same_office } = candidate;
  const can = standing(candidate);
  const why = candidate.reason_key && serverText(candidate.reason_key, candidate.reason_args);
  return (
    <label className="pick">
      <input
        type="checkbox"
        checked={checked}
        disabled={can === "no"}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="pick-words">
        <strong>{staff.full_name}</strong>
        <span className="muted small">
          {posts.length > 0
            ? posts.map((post) => inLocale(post.position_vi, post.position_en)).join("; ")
            : staff.code}
        </span>
        <span className="muted small">{inLocale(candidate.unit.name, candidate.unit.name_en)}</span>
      </span>
      <span className="pick-words">
        <span>
          <Badge tone={gap > 0 ? "warn" : "ok"}>{gap > 0 ? t.gapTotal(gap) : t.noGap}</Badge>
        </span>
        {gaps
          .filter((each) => each.gap > 0)
          .map((each) => (
            <span key={each.id} className="small">
              {t.gapOf(inLocale(each.name_vi, each.name_en), each.level, each.required)}
            </span>
          ))}
        {why && gap > 0 && <span className="small">{why}</span>}
        {why && gap <= 0 && can === "no" && <span className="small">{why}</span>}
        {same_office > 0 && <span className="small">{t.sameOffice(same_office)}</span>}
        {refused && <FieldError>{serverText(refused.key, refused.args) ?? refused.key}</FieldError>}
      </span>
    </label>
  );
}
