import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column, ComboOption } from "@/ui";
import {
  Button,
  Combobox,
  EmptyState,
  Field,
  FormDialog,
  Load,
  QueryPager,
  SearchBox,
  Segments,
  Select,
  Table,
  toast,
} from "@/ui";
import type { Absent, Kind } from "../api";
import { absences, drop, enter, findPeople, kinds } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** Absences of the people whom the reader leads. */
export function Absences() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [when, setWhen] = useQueryState("luc", "nay");
  const [adding, setAdding] = useState(false);
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({
    ...absences({ q, over: when === "qua" }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => setAdding(true)}>{t.add}</Button>
      </div>
      <div className="cover-filters">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <Segments
          label={t.when}
          value={when}
          onChange={setWhen}
          options={[
            { value: "nay", label: t.current },
            { value: "qua", label: t.over },
          ]}
        />
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) {
            const filtered = q !== "" || when === "qua";
            return (
              <EmptyState title={filtered ? t.noMatch : t.none}>
                {filtered ? t.noMatchText : t.noneText}
              </EmptyState>
            );
          }
          return (
            <>
              <AbsenceTable rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
      <Enter open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

function AbsenceTable({ rows }: { rows: Absent[] }) {
  const t = useT(text);
  const again = useDeed(enter, () => toast(t.addedAgain));
  const remove = useDeed(
    ({ id }: Absent) => drop(id),
    (_, { staff_id, from, until, kind, full_name }: Absent) =>
      toast(t.removed(full_name), { undo: () => again.mutate({ staff_id, from, until, kind }) }),
  );
  const columns: Column<Absent>[] = [
    { key: "person", head: t.person, cell: (row) => row.full_name },
    { key: "unit", head: t.unit, cell: (row) => row.unit },
    { key: "from", head: t.from, cell: (row) => fmt.date(row.from) },
    { key: "until", head: t.until, cell: (row) => fmt.date(row.until) },
    { key: "kind", head: t.kind, cell: (row) => t.kinds[row.kind] },
    {
      key: "actions",
      head: t.actions,
      cell: (row) => (
        <Button
          kind="quiet"
          small
          aria-label={`${t.remove}: ${row.full_name}, ${fmt.date(row.from)}`}
          onClick={() => remove.mutate(row)}
        >
          {t.remove}
        </Button>
      ),
    },
  ];
  return <Table caption={t.absences} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

const search = async (q: string, signal: AbortSignal) =>
  (await findPeople(q, signal)).items.map(({ id, full_name, unit }) => ({
    id,
    label: full_name,
    hint: unit.name,
  }));

function Enter({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(text);
  const [who, setWho] = useState<ComboOption>();
  const add = useDeed(enter, () => {
    toast(t.added(who?.label ?? ""));
    setWho(undefined);
    onClose();
  });
  return (
    <FormDialog
      open={open}
      title={t.add}
      yes={t.save}
      no={t.goBack}
      onClose={onClose}
      onSubmit={async (values) => {
        if (!who) return;
        await add.mutateAsync({
          staff_id: who.id,
          from: String(values.get("from")),
          until: String(values.get("until")),
          kind: String(values.get("kind")) as Kind,
        });
      }}
    >
      <Combobox
        label={t.person}
        hint={t.personHint}
        name="staff_id"
        value={who}
        onChange={setWho}
        search={search}
      />
      <Field label={t.from} name="from" type="date" />
      <Field label={t.until} name="until" type="date" />
      <Select label={t.kind} name="kind" defaultValue="leave">
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t.kinds[kind]}
          </option>
        ))}
      </Select>
    </FormDialog>
  );
}
