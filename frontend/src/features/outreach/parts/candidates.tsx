import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Badge, Button, Card, Choices, Disclosure, EmptyState, FormDialog, Load, toast } from "@/ui";
import type { Candidate, Detail, LeftOut } from "../api";
import { candidates, pick } from "../api";
import { text } from "../i18n";
import { halfDayOf, keyOf, proposed } from "../rules";
import { sentenceOf, whenOf } from "../words";

/** Who can come, best first, with a sentence each; and who cannot, and why. */
export function Candidates({ item, onChange }: { item: Detail; onChange: (next: Detail) => void }) {
  const t = useT(text);
  const query = useQuery(candidates(item.id));
  const [chosen, setChosen] = useState<Candidate>();
  return (
    <Card title={t.candidates}>
      <Load query={query} lines={8}>
        {({ items, left_out }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={t.candidatesNone}>{t.candidatesNoneText}</EmptyState>
            ) : (
              <ol className="plain-list divided">
                {items.map((each, place) => (
                  <li key={each.person.id} className="stack-tight">
                    <div className="row-between">
                      <strong>{each.person.full_name}</strong>
                      {place === 0 && <Badge tone="ok">{t.best}</Badge>}
                    </div>
                    <div>{sentenceOf(each.why)}</div>
                    <div>
                      <Button
                        kind={place === 0 ? "primary" : "secondary"}
                        onClick={() => setChosen(each)}
                        aria-label={t.chooseTitle(each.person.full_name)}
                      >
                        {t.choose}
                      </Button>
                    </div>
                  </li>
                ))}
              </ol>
            )}
            {left_out.length > 0 && <Others people={left_out} />}
          </>
        )}
      </Load>
      {chosen && (
        <Choosing
          key={chosen.person.id}
          item={item}
          chosen={chosen}
          onClose={() => setChosen(undefined)}
          onChange={onChange}
        />
      )}
    </Card>
  );
}

function Others({ people }: { people: LeftOut[] }) {
  const t = useT(text);
  return (
    <Disclosure summary={t.leftOut(people.length)}>
      <ul className="plain-list divided">
        {people.map(({ person, unit, why }) => (
          <li key={person.id} className="stack-tight">
            <div>{t.by(person.full_name, unit)}</div>
            <div className="small muted">{sentenceOf([why])}</div>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

const shown = 40;

function Choosing({
  item,
  chosen,
  onClose,
  onChange,
}: {
  item: Detail;
  chosen: Candidate;
  onClose: () => void;
  onChange: (next: Detail) => void;
}) {
  const t = useT(text);
  const [keys, setKeys] = useState(() => proposed(chosen.free, item.half_days).map(keyOf));
  return (
    <FormDialog
      open
      title={t.chooseTitle(chosen.person.full_name)}
      yes={t.chooseYes}
      no={t.no}
      onClose={onClose}
      onSubmit={async () => {
        const next = await pick(item.id, chosen.person.id, keys.map(halfDayOf));
        toast(t.chosen);
        onChange(next);
      }}
    >
      <p>{t.chooseText(item.half_days)}</p>
      <div className="outreach-days">
        <Choices
          multiple
          legend={t.chooseHalfDays}
          name="half_days"
          value={keys}
          onChange={setKeys}
          options={chosen.free.slice(0, shown).map((each) => ({
            value: keyOf(each),
            label: whenOf(each),
            disabled: keys.length >= item.half_days && !keys.includes(keyOf(each)),
          }))}
        />
      </div>
    </FormDialog>
  );
}
