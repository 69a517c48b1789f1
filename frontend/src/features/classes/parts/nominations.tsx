import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { serverText } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { matches } from "@/lib/fold";
import { useQueryState } from "@/lib/paths";
import {
  Badge,
  Button,
  Check,
  EmptyState,
  FormDialog,
  Notice,
  SearchBox,
  Segments,
  TextArea,
  toast,
} from "@/ui";
import type { Approval, ClassDetail, Nomination, SeatState } from "../api";
import { approveAll, decline, unit } from "../api";
import { text } from "../i18n";
import { byWard, isPending, seatTone } from "../rules";
import { useDeed } from "./deed";

type Filter = "pending" | "approved" | "other" | "all";

const shows: Record<Filter, (state: SeatState) => boolean> = {
  pending: isPending,
  approved: (state) => state === "approved",
  other: (state) => state === "declined" || state === "withdrawn",
  all: () => true,
};

/** Everyone the units have put forward, ward by ward, with the officer's decisions. */
export function Nominations({ found }: { found: ClassDetail }) {
  const t = useT(text);
  const all = found.nominations;
  const [q, setQ] = useQueryState("q");
  const first: Filter = all.some(({ state }) => isPending(state)) ? "pending" : "all";
  const [filter, setFilter] = useQueryState("loc", first);
  const [chosen, setChosen] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<Approval>();
  const [declining, setDeclining] = useState<Nomination>();
  const nameOf = useWardNames(found);
  const approve = useDeed(
    (ids: string[]) => approveAll(found.id, ids),
    (done) => {
      setChosen([]);
      setOutcome(done);
      if (done.approved > 0) toast(t.approved(done.approved));
    },
  );
  const refuse = useDeed(
    (reason: string) => decline(declining?.id ?? "", reason),
    () => {
      toast(t.declined(declining?.staff.full_name ?? ""));
      setChosen((before) => before.filter((id) => id !== declining?.id));
      setDeclining(undefined);
    },
    { quiet: true },
  );

  if (all.length === 0) return <EmptyState title={t.listEmpty} />;
  const shown = all.filter(
    ({ state, staff, unit: office, commune_id }) =>
      shows[filter as Filter]?.(state) &&
      matches(`${staff.full_name} ${staff.code} ${office.name} ${nameOf(commune_id) ?? ""}`, q),
  );
  const open = found.can.approve ? shown.filter(({ state }) => isPending(state)) : [];
  const inSight = chosen.filter((id) => open.some((each) => each.id === id));
  return (
    <div className="stack">
      <div className="class-filters">
        <SearchBox
          label={t.listSearch}
          value={q}
          onChange={setQ}
          status={t.listCount(shown.length, all.length)}
        />
        <Segments
          label={t.pendingFilter}
          value={filter}
          onChange={setFilter}
          options={(["pending", "approved", "other", "all"] as const).map((value) => ({
            value,
            label: `${t.filters[value]} (${all.filter(({ state }) => shows[value](state)).length})`,
          }))}
        />
      </div>
      {outcome && outcome.refused.length > 0 && <Refused outcome={outcome} all={all} />}
      {shown.length === 0 && <EmptyState title={t.listNone}>{t.listNoneText}</EmptyState>}
      {open.length > 0 && (
        <Check
          label={t.chooseAll(open.length)}
          checked={inSight.length === open.length}
          onChange={(on) => setChosen(on ? open.map(({ id }) => id) : [])}
        />
      )}
      {byWard(shown, nameOf).map((ward) => (
        <section key={ward.id} className="stack-tight" aria-label={ward.name}>
          <div className="row">
            <h2>{ward.name}</h2>
            <span className="muted">{t.wardCount(ward.items.length)}</span>
          </div>
          <ul className="plain-list pick-list">
            {ward.items.map((each) => (
              <Line
                key={each.id}
                nomination={each}
                found={found}
                checked={chosen.includes(each.id)}
                onChange={(on) =>
                  setChosen((before) => (on ? [...before, each.id] : before.filter((id) => id !== each.id)))
                }
                onDecline={() => setDeclining(each)}
              />
            ))}
          </ul>
        </section>
      ))}
      {open.length > 0 && (
        <div className="dock">
          <p role="status">{inSight.length > 0 ? t.chosen(inSight.length) : t.chosenNone}</p>
          <Button
            disabled={inSight.length === 0}
            busy={approve.isPending}
            onClick={() => approve.mutate(inSight)}
          >
            {t.approve(inSight.length)}
          </Button>
        </div>
      )}
      <FormDialog
        open={declining !== undefined}
        title={t.declineTitle(declining?.staff.full_name ?? "")}
        yes={t.decline}
        no={t.goBack}
        onClose={() => setDeclining(undefined)}
        onSubmit={async (values) => {
          await refuse.mutateAsync(String(values.get("reason")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.reason} hint={t.declineHint} name="reason" maxLength={1000} />
      </FormDialog>
    </div>
  );
}

/** Names of the units whose quota is used; without quotas they are asked for one by one. */
function useWardNames(found: ClassDetail): (id: string) => string | undefined {
  const known = new Map(
    found.quotas.map((each) => [each.unit.id, inLocale(each.unit.name, each.unit.name_en)]),
  );
  const wanted = [...new Set(found.nominations.map(({ commune_id }) => commune_id))].filter(
    (id) => !known.has(id),
  );
  const answers = useQueries({ queries: wanted.map((id) => unit(id)) });
  for (const { data } of answers) if (data) known.set(data.id, inLocale(data.name, data.name_en));
  return (id) => known.get(id);
}

function Refused({ outcome, all }: { outcome: Approval; all: Nomination[] }) {
  const t = useT(text);
  return (
    <Notice tone="warn" live>
      <strong>{t.refusedTitle(outcome.refused.length)}</strong>
      {outcome.refused.map(({ nomination_id, key, args }) => (
        <span key={nomination_id}>
          {all.find(({ id }) => id === nomination_id)?.staff.full_name}: {serverText(key, args) ?? key}
        </span>
      ))}
    </Notice>
  );
}

function Line({
  nomination,
  found,
  checked,
  onChange,
  onDecline,
}: {
  nomination: Nomination;
  found: ClassDetail;
  checked: boolean;
  onChange: (on: boolean) => void;
  onDecline: () => void;
}) {
  const t = useT(text);
  const { staff, unit: office, state, gaps, reason } = nomination;
  const nameOf = (code: string) => {
    const shown = found.competencies.find((each) => each.code === code);
    return shown ? inLocale(shown.name_vi, shown.name_en) : code;
  };
  const words = (
    <span className="pick-words">
      <strong>{staff.full_name}</strong>
      <span className="muted small">
        {staff.code} · {inLocale(office.name, office.name_en)}
      </span>
      {gaps.length > 0 && (
        <span className="small">
          {gaps.map((each) => t.gapShort(nameOf(each.code), each.gap)).join("; ")}
        </span>
      )}
      {reason && <span className="small">{`${t.reason}: ${reason}`}</span>}
    </span>
  );
  const decides = found.can.approve && isPending(state);
  return (
    <li className="pick-row">
      {decides ? <Check label={words} checked={checked} onChange={onChange} /> : words}
      <Badge tone={seatTone[state]}>{t.seatStates[state]}</Badge>
      {decides && (
        <Button kind="quiet" small aria-label={`${t.decline}: ${staff.full_name}`} onClick={onDecline}>
          {t.decline}
        </Button>
      )}
    </li>
  );
}
