import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { ComboOption } from "@/ui";
import {
  Badge,
  Button,
  Combobox,
  EmptyState,
  FormDialog,
  Load,
  QueryPager,
  SearchBox,
  Select,
  TextArea,
  toast,
} from "@/ui";
import type { Proposal } from "../api";
import { findPeople, proposals, propose, withdrawProposal } from "../api";
import { text } from "../profile-i18n";
import { useDeed } from "./deed";

const states = ["waiting", "accepted", "declined", "withdrawn"] as const;
const tones = { waiting: "warn", accepted: "ok", declined: "neutral", withdrawn: "neutral" } as const;

/** Whom leaders proposed as mentors. */
export function Proposals() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [state, setState] = useQueryState("tinh-trang");
  const [proposing, setProposing] = useState(false);
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({
    ...proposals({ q, state: state as Proposal["state"] | "" }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => setProposing(true)}>{t.propose}</Button>
      </div>
      <div className="number-fields">
        <SearchBox label={t.findPerson} value={find} onChange={setFind} />
        <Select label={t.stateFilter} value={state} onChange={(event) => setState(event.currentTarget.value)}>
          <option value="">{t.anyState}</option>
          {states.map((each) => (
            <option key={each} value={each}>
              {t.proposalStates[each]}
            </option>
          ))}
        </Select>
      </div>
      <Load query={query} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) {
            return (
              <EmptyState title={q || state ? t.proposalsNoMatch : t.proposalsNone}>
                {q || state ? t.noneFoundText : t.proposalsNoneText}
              </EmptyState>
            );
          }
          return (
            <>
              <ul className="plain-list person-list">
                {rows.map((row) => (
                  <ProposalLine key={row.id} row={row} />
                ))}
              </ul>
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
      <Propose open={proposing} onClose={() => setProposing(false)} />
    </div>
  );
}

function ProposalLine({ row }: { row: Proposal }) {
  const t = useT(text);
  const again = useDeed(
    ({ id, words }: { id: string; words: string }) => propose(id, words),
    () => toast(t.proposed(row.full_name)),
  );
  const withdraw = useDeed(withdrawProposal, () =>
    toast(t.withdrawn, { undo: () => again.mutate({ id: row.staff_id, words: row.words }) }),
  );
  return (
    <li className="person-card">
      <div className="row-between">
        <h3>{row.full_name}</h3>
        <Badge tone={tones[row.state]}>{t.proposalStates[row.state]}</Badge>
      </div>
      <p className="muted small">{row.unit}</p>
      <p className="muted small">
        {t.when}: {fmt.date(row.created_at)} · {row.by || t.department}
      </p>
      {row.words && <p className="person-quote">{row.words}</p>}
      {row.answer && <p className="person-quote">{row.answer}</p>}
      {row.state === "waiting" && (
        <div className="row">
          <Button
            kind="secondary"
            small
            busy={withdraw.isPending}
            aria-label={`${t.withdraw}: ${row.full_name}`}
            onClick={() => withdraw.mutate(row.id)}
          >
            {t.withdraw}
          </Button>
        </div>
      )}
    </li>
  );
}

const search = async (q: string, signal: AbortSignal) =>
  (await findPeople(q, signal)).items.map(({ id, full_name, unit }) => ({
    id,
    label: full_name,
    hint: unit.name,
  }));

function Propose({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(text);
  const [who, setWho] = useState<ComboOption>();
  const send = useDeed(
    ({ id, words }: { id: string; words: string }) => propose(id, words),
    ({ full_name }) => {
      setWho(undefined);
      onClose();
      toast(t.proposed(full_name));
    },
  );
  return (
    <FormDialog
      open={open}
      title={t.propose}
      yes={t.proposeSend}
      no={t.goBack}
      onClose={onClose}
      onSubmit={async (values) => {
        if (!who) return;
        const words = String(values.get("words")).trim().normalize("NFC");
        await send.mutateAsync({ id: who.id, words });
      }}
    >
      <Combobox
        label={t.proposeTo}
        hint={t.proposeToHint}
        name="staff_id"
        value={who}
        onChange={setWho}
        search={search}
      />
      <TextArea label={t.proposeWords} hint={t.proposeWordsHint} name="words" maxLength={1000} optional />
    </FormDialog>
  );
}
