import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import { Badge, Button, Combobox, confirm, EmptyState, Load, Notice, Table } from "@/ui";
import type { Local } from "../api";
import { lift, local, searchUnits, unit as unitQuery } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";
import { RaiseDialog } from "./raise-dialog";

/** What a unit and those above it ask beyond the province's list. */
export function UnitRequirements() {
  const t = useT(text);
  const me = useMe();
  const own = me.roles.find(({ role }) => role === "unit_leader")?.unit.id ?? "";
  const [unit, setUnit] = useQueryState("don-vi", own);
  const named = useQuery(unitQuery(unit));
  const query = useQuery(local(unit));
  const [raising, setRaising] = useState(false);
  const chosen = named.data && { id: named.data.id, label: named.data.name };
  return (
    <div className="stack">
      <Combobox
        label={t.unit}
        name="unit_id"
        value={chosen}
        onChange={(next) => setUnit(next?.id ?? "")}
        search={searchUnits}
      />
      {unit === "" ? (
        <EmptyState title={t.chooseUnit}>{t.noLocalText}</EmptyState>
      ) : (
        <Load query={query}>
          {({ items, may_raise }) => (
            <>
              <Notice>{t.localText}</Notice>
              {may_raise && (
                <div>
                  <Button onClick={() => setRaising(true)}>{t.raise}</Button>
                </div>
              )}
              {items.length === 0 ? (
                <EmptyState title={t.noLocal}>{t.noLocalText}</EmptyState>
              ) : (
                <LocalTable rows={items} />
              )}
            </>
          )}
        </Load>
      )}
      {raising && <RaiseDialog unit={unit} onClose={() => setRaising(false)} />}
    </div>
  );
}

function LocalTable({ rows }: { rows: Local[] }) {
  const t = useT(text);
  const end = useDeed(lift, t.lifted);
  const name = (row: Local) => inLocale(row.competency_vi, row.competency_en);
  const ask = async (row: Local) => {
    const agreed = await confirm({
      title: t.liftAsk,
      text: t.liftText,
      yes: t.lift,
      no: t.keep,
      danger: true,
    });
    if (agreed) end.mutate(row.id);
  };
  const columns: Column<Local>[] = [
    { key: "name", head: t.competency, cell: name },
    {
      key: "position",
      head: t.position,
      cell: (row) => (row.position_id ? inLocale(row.position_vi ?? "", row.position_en) : t.everyPosition),
    },
    {
      key: "level",
      head: t.required,
      cell: (row) => (
        <span className="row">
          {t.level(row.level)}
          {row.critical && <Badge tone="warn">{t.critical}</Badge>}
        </span>
      ),
    },
    { key: "unit", head: t.unit, cell: ({ unit_name }) => unit_name },
    { key: "by", head: t.setBy, cell: ({ set_by }) => set_by },
    {
      key: "from",
      head: t.since,
      cell: ({ from, until }) =>
        [fmt.date(from), until ? t.until(fmt.date(until)) : ""].filter(Boolean).join(" "),
    },
    { key: "reason", head: t.reason, cell: ({ reason }) => <span lang="vi">{reason}</span> },
    {
      key: "deeds",
      head: t.columns.deeds,
      cell: (row) =>
        row.may_lift && (
          <Button
            kind="secondary"
            small
            busy={end.isPending}
            aria-label={t.liftOf(name(row))}
            onClick={() => void ask(row)}
          >
            {t.lift}
          </Button>
        ),
    },
  ];
  return <Table caption={t.byUnit} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
