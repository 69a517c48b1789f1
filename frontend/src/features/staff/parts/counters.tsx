import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import {
  Badge,
  Button,
  EmptyState,
  Field,
  FormDialog,
  Load,
  QueryPager,
  SearchBox,
  Table,
  toast,
} from "@/ui";
import type { Counter } from "../api";
import { counters, dropCounter, setCounter } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** How many must be at the counters of the reader's units. */
export function Counters() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...counters(q), placeholderData: keepPreviousData });
  return (
    <div className="stack">
      <SearchBox label={t.findUnit} value={find} onChange={setFind} />
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.countersNone}>{t.countersNoneText}</EmptyState>;
          return (
            <>
              <CounterTable rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function CounterTable({ rows }: { rows: Counter[] }) {
  const t = useT(text);
  const [chosen, setChosen] = useState<Counter>();
  const columns: Column<Counter>[] = [
    { key: "unit", head: t.unit, cell: (row) => row.unit },
    { key: "people", head: t.people, cell: (row) => row.people },
    { key: "away", head: t.away, cell: (row) => row.away },
    { key: "minimum", head: t.minimum, cell: (row) => row.minimum ?? t.minimumNone },
    { key: "today", head: t.today, cell: (row) => <Today row={row} /> },
    {
      key: "actions",
      head: t.actions,
      cell: (row) => (
        <Button kind="quiet" small aria-label={`${t.set}: ${row.unit}`} onClick={() => setChosen(row)}>
          {t.set}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Table caption={t.counters} columns={columns} rows={rows} rowKey={({ unit_id }) => unit_id} />
      {chosen && <SetCounter row={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function Today({ row }: { row: Counter }) {
  const t = useT(text);
  if (row.minimum === undefined) return <span className="muted">{t.minimumNone}</span>;
  if (row.short > 0) return <Badge tone="bad">{t.short(row.short)}</Badge>;
  return <Badge tone={row.spare > 0 ? "ok" : "warn"}>{t.spare(row.spare)}</Badge>;
}

function SetCounter({ row, onClose }: { row: Counter; onClose: () => void }) {
  const t = useT(text);
  const back = useDeed(
    () => (row.minimum === undefined ? dropCounter(row.unit_id) : setCounter(row.unit_id, row.minimum)),
    () => toast(t.saved),
  );
  const undo = () => back.mutate(undefined);
  const put = useDeed(
    (minimum: number) => setCounter(row.unit_id, minimum),
    () => {
      onClose();
      toast(t.saved, { undo });
    },
  );
  const clear = useDeed(
    () => dropCounter(row.unit_id),
    () => {
      onClose();
      toast(t.cleared, { undo });
    },
  );
  return (
    <FormDialog
      open
      title={t.setOf(row.unit)}
      yes={t.save}
      no={t.goBack}
      onClose={onClose}
      onSubmit={async (values) => {
        await put.mutateAsync(Number(values.get("minimum")));
      }}
    >
      <Field
        label={t.setLabel}
        hint={t.setHint}
        name="minimum"
        type="number"
        inputMode="numeric"
        min={0}
        max={100}
        defaultValue={row.minimum ?? 1}
      />
      {row.minimum !== undefined && (
        <div className="row">
          <Button kind="quiet" small onClick={() => clear.mutate(undefined)}>
            {t.clear}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
