import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import { Badge, Button, Card, EmptyState, Load, SearchBox, Select, Table } from "@/ui";
import { matches } from "@/lib/fold";
import type { Requirement } from "../api";
import { positions, requirements } from "../api";
import { text } from "../i18n";
import { RequirementDialog } from "./requirement-dialog";

/** What the province requires of one position, today and as planned. */
export function PositionRequirements() {
  const t = useT(text);
  const [position, setPosition] = useQueryState("vi-tri");
  const all = useQuery(positions);
  const query = useQuery(requirements(position));
  return (
    <div className="stack">
      <Select
        label={t.position}
        value={position}
        onChange={(event) => setPosition(event.currentTarget.value)}
      >
        <option value="">{t.choosePosition}</option>
        {all.data?.map(({ id, name_vi, name_en }) => (
          <option key={id} value={id}>
            {inLocale(name_vi, name_en)}
          </option>
        ))}
      </Select>
      {position === "" ? (
        <EmptyState title={t.choosePosition}>{t.reqText}</EmptyState>
      ) : (
        <Load query={query} lines={6}>
          {({ now, later }) => <Lists key={position} position={position} now={now} later={later} />}
        </Load>
      )}
    </div>
  );
}

function Lists({ position, now, later }: { position: string; now: Requirement[]; later: Requirement[] }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [changing, setChanging] = useState<Requirement | "new">();
  const edits = hasRole(useMe(), "department_officer");
  const shown = now.filter(
    ({ competency }) =>
      q === "" || matches(`${competency.code} ${competency.name_vi} ${competency.name_en}`, q),
  );
  return (
    <>
      <div className="framework-tools">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        {edits && (
          <Button kind="secondary" onClick={() => setChanging("new")}>
            {t.addRequirement}
          </Button>
        )}
      </div>
      {now.length === 0 ? (
        <EmptyState title={t.noRequirements}>{t.noRequirementsText}</EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState title={t.none}>{t.noneText}</EmptyState>
      ) : (
        <RequirementTable caption={t.byPosition} rows={shown} onChange={edits ? setChanging : undefined} />
      )}
      <Card title={t.planned}>
        {later.length === 0 ? (
          <p className="muted">{t.plannedNone}</p>
        ) : (
          <RequirementTable caption={t.planned} rows={later} onChange={edits ? setChanging : undefined} />
        )}
      </Card>
      {changing && (
        <RequirementDialog
          position={position}
          from={changing === "new" ? undefined : changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  );
}

function RequirementTable({
  caption,
  rows,
  onChange,
}: {
  caption: string;
  rows: Requirement[];
  onChange: ((row: Requirement) => void) | undefined;
}) {
  const t = useT(text);
  const name = ({ competency }: Requirement) => inLocale(competency.name_vi, competency.name_en);
  const columns: Column<Requirement>[] = [
    { key: "name", head: t.competency, cell: name },
    {
      key: "level",
      head: t.required,
      cell: (row) => (
        <span className="row">
          {t.level(row.level)}
          {row.critical && <Badge tone="warn">{t.critical}</Badge>}
        </span>
      ),
      compare: (a, b) => a.level - b.level,
    },
    { key: "weight", head: t.weight, cell: ({ weight }) => fmt.number(weight), end: true },
    {
      key: "from",
      head: t.since,
      cell: ({ from, until }) =>
        [fmt.date(from), until ? t.until(fmt.date(until)) : ""].filter(Boolean).join(" "),
    },
  ];
  if (onChange)
    columns.push({
      key: "deeds",
      head: t.columns.deeds,
      cell: (row) => (
        <Button kind="secondary" small aria-label={t.changeOf(name(row))} onClick={() => onChange(row)}>
          {t.change}
        </Button>
      ),
    });
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ competency, from }) => competency.id + from}
    />
  );
}
