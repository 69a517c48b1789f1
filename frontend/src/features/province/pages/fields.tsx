import { useQuery } from "@tanstack/react-query";
import { Link, Redirect } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare, matches } from "@/lib/fold";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { EmptyState, Load, PageHeader, SearchBox, Table } from "@/ui";
import type { FieldCount } from "../api";
import { fieldCounts } from "../api";
import { PrintButton } from "../parts/print-button";
import { Views } from "../parts/views";
import { text } from "../views-i18n";
import "../province.css";
import "../views.css";

/** Every commune with the fields nobody holds and those nobody is responsible for. */
export default function FieldsPage() {
  const t = useT(text);
  const query = useQuery(fieldCounts);
  const only = query.data?.items.length === 1 ? query.data.items[0] : undefined;
  if (only) return <Redirect to={to(paths.unitFields, { unit: only.id })} replace />;
  return (
    <div className="page">
      <PageHeader title={t.fields} actions={query.data && <PrintButton />} />
      <Views at="fields" />
      <p className="muted">{t.fieldsAllHint}</p>
      <Load query={query} lines={12}>
        {({ items }) => <Communes items={items} />}
      </Load>
    </div>
  );
}

function Communes({ items }: { items: FieldCount[] }) {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [sort, setSort] = useQueryState("sap-xep", "-trong");
  const shown = items.filter(({ name }) => matches(name, find));
  return (
    <>
      <div className="no-print">
        <SearchBox
          label={t.find}
          value={find}
          onChange={setFind}
          status={t.shown(fmt.number(shown.length), fmt.number(items.length))}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t.nothingFound}>{t.nothingFoundText}</EmptyState>
      ) : (
        <Table
          caption={t.fields}
          rows={shown}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={setSort}
          columns={[
            {
              key: "ten",
              head: t.unit,
              compare: (a, b) => compare(a.name, b.name),
              cell: ({ id, name }) => <Link href={to(paths.unitFields, { unit: id })}>{name}</Link>,
            },
            {
              key: "trong",
              head: t.vacantCount,
              end: true,
              compare: (a, b) => a.vacant - b.vacant || a.shared - b.shared,
              cell: ({ vacant }) => fmt.number(vacant),
            },
            {
              key: "chung",
              head: t.sharedCount,
              end: true,
              compare: (a, b) => a.shared - b.shared,
              cell: ({ shared }) => fmt.number(shared),
            },
            { key: "tong", head: t.fieldCount, end: true, cell: ({ fields }) => fmt.number(fields) },
          ]}
        />
      )}
    </>
  );
}
