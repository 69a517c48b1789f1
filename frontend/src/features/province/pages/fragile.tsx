import { useQuery } from "@tanstack/react-query";
import { Link, Redirect } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare, matches } from "@/lib/fold";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import { EmptyState, Load, PageHeader, SearchBox, Table } from "@/ui";
import type { Fragility } from "../api";
import { fragilities } from "../api";
import { PrintButton } from "../parts/print-button";
import { SkillSelect } from "../parts/skill-select";
import { Views } from "../parts/views";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

/** Every commune by how much hangs on nobody or on one person. */
export default function FragilePage() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [skill, setSkill] = useQueryState("nang-luc");
  const query = useQuery(fragilities(skill));
  const only = !skill && query.data?.items.length === 1 ? query.data.items[0] : undefined;
  if (only) return <Redirect to={to(paths.unitFragile, { unit: only.id })} replace />;
  return (
    <div className="page">
      <PageHeader title={t.fragile} actions={query.data && <PrintButton />} />
      <Views at="fragile" />
      <p className="muted">{t.fragileHint}</p>
      <div className="view-filters no-print">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <SkillSelect value={skill} onChange={setSkill} />
      </div>
      <Load query={query} lines={12}>
        {({ items }) => {
          const shown = items.filter(({ name }) => matches(name, find));
          return shown.length === 0 ? (
            <EmptyState title={t.nothingFound}>{t.nothingFoundText}</EmptyState>
          ) : (
            <Communes rows={shown} skill={skill !== ""} />
          );
        }}
      </Load>
    </div>
  );
}

function Communes({ rows, skill }: { rows: Fragility[]; skill: boolean }) {
  const t = useT(text);
  const number = (key: string, head: string, of: (row: Fragility) => number): Column<Fragility> => ({
    key,
    head,
    end: true,
    compare: (a, b) => of(a) - of(b),
    cell: (row) => fmt.number(of(row)),
  });
  const name: Column<Fragility> = {
    key: "ten",
    head: t.unit,
    compare: (a, b) => compare(a.name, b.name),
    cell: ({ id, name: words }) => <Link href={to(paths.unitFragile, { unit: id })}>{words}</Link>,
  };
  const columns = skill
    ? [
        name,
        number("lam-duoc", t.able, ({ able }) => able),
        number("muc", t.bar, ({ bar }) => bar ?? 0),
        {
          key: "nguoi",
          head: t.only,
          cell: ({ only }: Fragility) =>
            only ? <Link href={to(paths.person, { id: only.id })}>{only.full_name}</Link> : "",
        },
      ]
    : [
        name,
        number("khong", t.noneCount, ({ none }) => none),
        number("mot", t.oneCount, ({ one }) => one),
        number("bat-buoc", t.criticalCount, ({ critical }) => critical),
        {
          key: "thu-tuc",
          head: t.proceduresCount,
          end: true,
          compare: (a: Fragility, b: Fragility) =>
            a.procedures_none - b.procedures_none || a.procedures_one - b.procedures_one,
          cell: (row: Fragility) => `${fmt.number(row.procedures_none)} / ${fmt.number(row.procedures_one)}`,
        },
      ];
  return (
    <Table key={String(skill)} caption={t.fragile} rows={rows} rowKey={({ id }) => id} columns={columns} />
  );
}
