import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Card, Combobox, Field, Form, Load, Submit, TextArea, toast } from "@/ui";
import type { Competency, Plan, Proposal } from "../api";
import { proposalFor, searchCompetencies, write } from "../api";
import { text } from "../i18n";
import type { DraftTarget } from "../rules";
import { draftOf, inputOf, sentIndex, wished } from "../rules";
import { useDeed } from "./deed";
import { EditTarget } from "./edit-target";

interface EditorProps {
  who: string;
  plan: Plan | undefined;
  onDone: () => void;
}

/** Choosing what a plan is to say, from what is proposed and by one's own wish. */
export function Editor(props: EditorProps) {
  const query = useQuery(proposalFor(props.who, useLocale()));
  return (
    <Load query={query} lines={10}>
      {(proposal) => <Sheet {...props} proposal={proposal} />}
    </Load>
  );
}

function Sheet({ who, plan, onDone, proposal }: EditorProps & { proposal: Proposal }) {
  const t = useT(text);
  const [draft, setDraft] = useState(() => draftOf(plan, proposal));
  const agreed = plan !== undefined && plan.state !== "draft";
  const save = useDeed(
    who,
    (words: string) => write(who, inputOf(draft, words)),
    () => toast(agreed ? t.proposed : t.saved),
  );
  const change = (index: number, next: DraftTarget) =>
    setDraft({ ...draft, targets: draft.targets.map((each, at) => (at === index ? next : each)) });
  return (
    <Form
      label={t.editTitle}
      onSubmit={async (values) => {
        await save.mutateAsync(
          String(values.get("words") ?? "")
            .trim()
            .normalize("NFC"),
        );
        onDone();
      }}
    >
      <Card title={t.editTitle}>
        <p className="muted">{draft.targets.length > 0 ? t.editHint : t.nothingProposed}</p>
        {!plan && proposal.periods > 0 && <p className="muted">{t.periods(proposal.periods)}</p>}
        <div className="plan-day">
          <Field
            label={t.planUntil}
            name="until_on"
            type="date"
            value={draft.until_on}
            onChange={(event) => setDraft({ ...draft, until_on: event.currentTarget.value })}
          />
        </div>
      </Card>
      <ul className="plain-list plan-targets">
        {draft.targets.map((target, index) => (
          <EditTarget
            key={target.competency.id}
            who={who}
            target={target}
            name={`targets[${sentIndex(draft, index)}]`}
            until={draft.until_on}
            onChange={(next) => change(index, next)}
          />
        ))}
      </ul>
      <AddTarget
        known={draft.targets.map(({ competency }) => competency.id)}
        onAdd={(competency) =>
          setDraft({ ...draft, targets: [...draft.targets, wished(competency, draft.until_on)] })
        }
      />
      {agreed && <TextArea label={t.words} name="words" optional maxLength={1000} rows={3} />}
      <div className="form-actions">
        <Submit>{plan?.state === "active" ? t.saveChange : agreed ? t.saveSend : t.save}</Submit>
        <Button kind="secondary" onClick={onDone}>
          {t.cancel}
        </Button>
      </div>
    </Form>
  );
}

function AddTarget({ known, onAdd }: { known: string[]; onAdd: (competency: Competency) => void }) {
  const t = useT(text);
  const [found] = useState(() => new Map<string, Competency>());
  const ids = known.join(" ");
  const search = useCallback(
    async (q: string, signal: AbortSignal): Promise<ComboOption[]> => {
      const items = await searchCompetencies(q, signal);
      return items
        .filter(({ id }) => !ids.includes(id))
        .map((each) => {
          found.set(each.id, each);
          return { id: each.id, label: inLocale(each.name_vi, each.name_en), hint: each.code };
        });
    },
    [ids, found],
  );
  return (
    <div className="plan-add">
      <Combobox
        label={t.addTarget}
        name="competency"
        hint={t.addTargetHint}
        optional
        value={undefined}
        onChange={(option) => {
          const competency = option && found.get(option.id);
          if (competency) onAdd(competency);
        }}
        search={search}
      />
    </div>
  );
}
