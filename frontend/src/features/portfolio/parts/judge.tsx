import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentence } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { Button, Card, Disclosure, evidenceSentence, Field, Form, Notice, Select, Submit } from "@/ui";
import type { Detail, Found } from "../api";
import { accept, levelsOf, tryOut } from "../api";
import { text } from "../i18n";
import { asClaimed, unexplained } from "../rules";

type Claim = Detail["claimed"][number];

const nameOf = ({ competency }: Claim) => inLocale(competency.name_vi, competency.name_en);

/** The levels a reviewer finds: first what they would do, then for good. */
export function Judge({ item, onDone }: { item: Detail; onDone: (item: Detail) => void }) {
  const t = useT(text);
  const [found, setFound] = useState<Found[]>(() => asClaimed(item));
  const [words, setWords] = useState("");
  const look = useMutation({ mutationFn: () => tryOut(item.id, found), meta: { quiet: true } });
  const yes = useMutation({
    mutationFn: () => accept(item.id, found, words.normalize("NFC")),
    meta: { quiet: true },
    onSuccess: onDone,
  });
  const change = (id: string, part: Partial<Found>) =>
    setFound(found.map((each) => (each.competency_id === id ? { ...each, ...part } : each)));
  const missing = unexplained(item, found);
  const failure = yes.error ?? look.error;

  return (
    <Card title={t.judge}>
      {failure && (
        <Notice tone="bad" live>
          {sentence(failure)}
        </Notice>
      )}
      <div hidden={look.data !== undefined}>
        <Form label={t.judge} onSubmit={async () => void (await look.mutateAsync().catch(() => undefined))}>
          <p className="muted">{t.judgeHint}</p>
          {item.claimed.map((claim) => (
            <JudgeOne
              key={claim.competency.id}
              claim={claim}
              found={found.find((each) => each.competency_id === claim.competency.id)}
              must={missing.includes(claim.competency.id)}
              onChange={(part) => change(claim.competency.id, part)}
            />
          ))}
          <Field
            label={t.wordsLabel}
            name="words"
            maxLength={1000}
            value={words}
            optional
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <div className="form-actions">
            <Submit>{t.look}</Submit>
          </div>
        </Form>
      </div>
      {look.data && (
        <div className="stack">
          <h3>{t.effect}</h3>
          <ul className="portfolio-steps">
            {look.data.items.map(({ competency_id, before, after, reason_key, reason_args }) => {
              const claim = item.claimed.find((each) => each.competency.id === competency_id);
              const name = claim ? nameOf(claim) : "";
              return (
                <li key={competency_id}>
                  <strong>{before === after ? t.stays(name, after) : t.moves(name, before, after)}</strong>{" "}
                  {evidenceSentence(reason_key, reason_args)}
                </li>
              );
            })}
          </ul>
          <div className="form-actions">
            <Button busy={yes.isPending} onClick={() => yes.mutate()}>
              {t.accept}
            </Button>
            <Button
              kind="secondary"
              onClick={() => {
                yes.reset();
                look.reset();
              }}
            >
              {t.fix}
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function JudgeOne({
  claim,
  found,
  must,
  onChange,
}: {
  claim: Claim;
  found: Found | undefined;
  must: boolean;
  onChange: (part: Partial<Found>) => void;
}) {
  const t = useT(text);
  const name = nameOf(claim);
  const described = useQuery(levelsOf(claim.competency.id));
  return (
    <div className="stack-tight">
      <Select
        label={t.foundLevel(name)}
        hint={`${t.claimed(claim.level)}, ${t.settled(claim.settled)}.`}
        value={String(found?.level ?? 0)}
        onChange={(event) => onChange({ level: Number(event.currentTarget.value) })}
      >
        {[1, 2, 3, 4, 5].map((level) => (
          <option key={level} value={level}>
            {t.level(level)}
          </option>
        ))}
        <option value={0}>{t.noLevel}</option>
      </Select>
      <Field
        label={t.judgeNote(name)}
        maxLength={500}
        value={found?.note ?? ""}
        optional={!must && found?.level === claim.level}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
      {described.data && (
        <Disclosure summary={t.indicators}>
          <ol className="portfolio-steps">
            {described.data.levels.map((each) => (
              <li key={each.level}>{inLocale(each.text_vi, each.text_en)}</li>
            ))}
          </ol>
        </Disclosure>
      )}
    </div>
  );
}
