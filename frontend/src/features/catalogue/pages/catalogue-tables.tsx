import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { EmptyState, LinkButton, Load, PageHeader } from "@/ui";
import { tables } from "../api";
import "../catalogue.css";
import { text } from "../i18n";
import { GlossarySearch } from "../parts/glossary-search";
import { ImportTable } from "../parts/import-table";
import { TableList } from "../parts/table-list";

export default function CatalogueTables() {
  const t = useT(text);
  const [chosen, choose] = useQueryState("bang");
  const query = useQuery(tables);
  if (chosen) {
    return (
      <div className="page" key={chosen}>
        <PageHeader
          title={t.importTitle(t.tables[chosen] ?? chosen)}
          subtitle={t.importText}
          back={{ href: paths.catalogue, label: t.back }}
        />
        <Load query={query}>
          {({ items }) => {
            const table = items.find(({ name }) => name === chosen);
            if (table) return <ImportTable table={table} />;
            return (
              <EmptyState
                title={t.unknown}
                action={<LinkButton href={paths.catalogue}>{t.toList}</LinkButton>}
              />
            );
          }}
        </Load>
      </div>
    );
  }
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Load query={query} lines={8}>
        {({ items }) => <TableList tables={items} onImport={choose} />}
      </Load>
      <GlossarySearch />
    </div>
  );
}
