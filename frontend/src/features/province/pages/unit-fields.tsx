import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import type { Column, Tone } from "@/ui";
import { Badge, EmptyState, Load, PageHeader, Segments, Table } from "@/ui";
import type { Field } from "../api";
import { fields as fieldsQuery, unit as unitQuery } from "../api";
import { NameOwner } from "../parts/name-owner";
import { PrintButton } from "../parts/print-button";
import { Views } from "../parts/views";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

const passes: Record<string, (field: Field) => boolean> = {
  can: ({ state }) => state !== "clear",
  trong: ({ state }) => state === "vacant",
  chung: ({ state }) => state === "shared",
  "tat-ca": () => true,
};

const tones: Record<Field["state"], Tone> = { vacant: "bad", shared: "warn", clear: "ok" };

/** Who does what in a commune, and who is responsible: "rõ người, rõ việc". */
export default function UnitFields() {
  const t = useT(text);
  const { unit: id } = usePageParams(paths.unitFields);
  const unit = useQuery(unitQuery(id)).data;
  const query = useQuery(fieldsQuery(id));
  return (
    <div className="page wide-page">
      <PageHeader
        title={unit ? t.of(t.fields, inLocale(unit.name, unit.name_en)) : t.fields}
        back={{ href: to(paths.unit, { unit: id }), label: t.overview }}
        actions={query.data && <PrintButton />}
      />
      <Views at="fields" unit={id} />
      <Load query={query} lines={10}>
        {({ items, can }) => <Fields unit={id} items={items} may={can.assign ?? false} />}
      </Load>
    </div>
  );
}

function Fields({ unit, items, may }: { unit: string; items: Field[]; may: boolean }) {
  const t = useT(text);
  const [word, setWord] = useQueryState("hien", "can");
  const columns = useColumns(unit, may);
  const shown = items.filter(passes[word] ?? passes.can!);
  const count = (state: Field["state"]) => items.filter((each) => each.state === state).length;
  return (
    <>
      <p className="heat-conclusion">{t.fieldsSum(items.length, count("vacant"), count("shared"))}</p>
      <p className="muted">{t.fieldsHint}</p>
      <div className="no-print">
        <Segments
          label={t.show}
          value={word in passes ? word : "can"}
          onChange={setWord}
          options={Object.entries(t.filterStates).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t.noFields}>{t.noFieldsText}</EmptyState>
      ) : (
        <Table caption={t.fields} columns={columns} rows={shown} rowKey={({ kind, code }) => kind + code} />
      )}
    </>
  );
}

function useColumns(unit: string, may: boolean): Column<Field>[] {
  const t = useT(text);
  const states = { vacant: t.vacant, shared: t.sharedState, clear: t.clearState };
  return [
    {
      key: "linh-vuc",
      head: t.field,
      cell: (row) => (
        <>
          {inLocale(row.name_vi, row.name_en)}
          <br />
          <span className="small muted">
            {row.kind === "position" ? t.positionField : t.procedureField}
            {row.office && <span lang="vi"> · {row.office}</span>}
          </span>
        </>
      ),
    },
    {
      key: "tinh-trang",
      head: t.state,
      cell: ({ state }) => <Badge tone={tones[state]}>{states[state]}</Badge>,
    },
    {
      key: "nguoi-lam",
      head: t.holders,
      cell: ({ holders }) =>
        holders.length === 0 ? (
          <span className="muted">{t.none}</span>
        ) : (
          <ul className="plain-list">
            {holders.map((each) => (
              <li key={each.id}>
                <Link href={to(paths.person, { id: each.id })}>{each.full_name}</Link>
                {each.post_kind !== "permanent" && (
                  <span className="muted"> ({t.kinds[each.post_kind]})</span>
                )}
              </li>
            ))}
          </ul>
        ),
    },
    {
      key: "phu-trach",
      head: t.responsible,
      cell: ({ responsible }) =>
        responsible ? (
          <>
            <strong>{responsible.full_name}</strong>
            <br />
            <span className="small muted">{t.since(fmt.date(responsible.from))}</span>
          </>
        ) : (
          <span className="muted">{t.none}</span>
        ),
    },
    {
      key: "viec",
      head: t.todo,
      cell: (row) => (
        <div className="stack-tight">
          {row.state === "vacant" && <span>{t.todoVacant}</span>}
          {row.state === "shared" && <span>{t.todoShared}</span>}
          {may && row.holders.length > 1 && (
            <NameOwner key={row.responsible?.id ?? ""} unit={unit} field={row} />
          )}
        </div>
      ),
    },
  ];
}
