import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import { Badge, Button, Card, Combobox, EmptyState, Field, Load, Select, Table } from "@/ui";
import type { Absence, Drop } from "../api";
import { findCommunes, findPeople, without } from "../api";
import { text } from "../views-i18n";
import { Lapses } from "./lapses";
import { Paged } from "./paged";

/** Takes people away for a time and shows what breaks and who beside the commune could help. */
export function Simulate({ unit }: { unit: string }) {
  const t = useT(text);
  const [people, setPeople] = useState<ComboOption[]>([]);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [target, setTarget] = useState<ComboOption>();
  const [minimum, setMinimum] = useState(1);
  const search = useCallback((q: string, signal: AbortSignal) => findPeople(unit, q, signal), [unit]);
  const query = useQuery({
    ...without(unit, { staff: people.map(({ id }) => id), from, until, to: target?.id ?? "", minimum }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card title={t.simulate}>
      <p className="muted">{t.simulateHint}</p>
      <div className="view-filters no-print">
        <Combobox
          label={t.add}
          name="staff"
          value={undefined}
          search={search}
          onChange={(one) => one && setPeople((all) => [...all.filter(({ id }) => id !== one.id), one])}
        />
        <Field
          label={t.from}
          hint={t.fromHint}
          type="date"
          optional
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Field
          label={t.until}
          hint={t.untilHint}
          type="date"
          optional
          min={from || undefined}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Combobox label={t.to} name="to" optional value={target} search={findCommunes} onChange={setTarget} />
        <Select
          label={t.minimum}
          value={minimum}
          onChange={(event) => setMinimum(Number(event.currentTarget.value))}
        >
          {[1, 2, 3].map((each) => (
            <option key={each} value={each}>
              {t.minimumOf(each)}
            </option>
          ))}
        </Select>
      </div>
      <Chosen people={people} onRemove={(id) => setPeople((all) => all.filter((each) => each.id !== id))} />
      {people.length === 0 ? (
        <EmptyState title={t.chooseSomebody}>{t.chooseSomebodyText}</EmptyState>
      ) : (
        <Load query={query} lines={6}>
          {(found) => <Result found={found} />}
        </Load>
      )}
    </Card>
  );
}

function Chosen({ people, onRemove }: { people: ComboOption[]; onRemove: (id: string) => void }) {
  const t = useT(text);
  if (people.length === 0) return null;
  return (
    <ul className="plain-list chips" aria-label={t.who}>
      {people.map(({ id, label }) => (
        <li key={id}>
          <Button kind="secondary" small onClick={() => onRemove(id)}>
            {t.remove(label)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Result({ found }: { found: Absence }) {
  const t = useT(text);
  return (
    <div className="stack" role="status">
      {found.drops.length === 0 ? (
        <EmptyState title={t.noDrops}>{t.noDropsText}</EmptyState>
      ) : (
        <>
          <h3>{t.drops(found.drops.length)}</h3>
          <Paged rows={found.drops}>{(shown) => <Drops rows={shown} helpers />}</Paged>
        </>
      )}
      {found.lapses.length > 0 && <Lapses rows={found.lapses} />}
      {found.gains.length > 0 && (
        <>
          <h3>{t.gains(found.gains.length)}</h3>
          <Paged rows={found.gains}>{(shown) => <Drops rows={shown} />}</Paged>
        </>
      )}
    </div>
  );
}

function Drops({ rows, helpers }: { rows: Drop[]; helpers?: boolean }) {
  const t = useT(text);
  return (
    <Table
      caption={t.work}
      rows={rows}
      rowKey={({ competency, procedure }) => competency.id + (procedure?.id ?? "")}
      columns={[
        {
          key: "viec",
          head: t.work,
          cell: ({ competency, procedure, level, critical }) => (
            <>
              {procedure && (
                <>
                  <strong lang="vi">{inLocale(procedure.name_vi, procedure.name_en)}</strong>
                  <br />
                </>
              )}
              {inLocale(competency.name_vi, competency.name_en)}, {t.level(level)}{" "}
              {critical && <Badge tone="info">{t.critical}</Badge>}
            </>
          ),
        },
        { key: "hom-nay", head: t.today, end: true, cell: ({ today }) => fmt.number(today) },
        {
          key: "khi-vang",
          head: t.after,
          end: true,
          cell: ({ after, lapsing }) => (
            <>
              <strong>{fmt.number(after)}</strong>
              {lapsing > 0 && <span className="small muted below">{t.lapsing(fmt.number(lapsing))}</span>}
            </>
          ),
        },
        ...(helpers ? [{ key: "giup", head: t.helpers, cell: (row: Drop) => <Helpers of={row} /> }] : []),
      ]}
    />
  );
}

const most = 3;

function Helpers({ of: { neighbours } }: { of: Drop }) {
  const t = useT(text);
  if (neighbours.length === 0) return <span className="muted">{t.noHelpers}</span>;
  return (
    <ul className="plain-list small">
      {neighbours.slice(0, most).map(({ unit, able, staff }) => (
        <li key={unit.id}>
          {t.helper(unit.name, fmt.number(able))}
          {staff && (
            <>
              {" · "}
              <Link href={to(paths.person, { id: staff.id })}>{t.best(staff.full_name)}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
