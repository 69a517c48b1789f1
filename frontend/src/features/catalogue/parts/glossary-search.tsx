import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Card, EmptyState, Load, QueryPager, SearchBox, Table } from "@/ui";
import type { Term } from "../api";
import { glossary } from "../api";
import { text } from "../i18n";

/** The words of the trade in both languages. */
export function GlossarySearch() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tu");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...glossary(q), placeholderData: keepPreviousData });
  const columns: Column<Term>[] = [
    { key: "vi", head: t.colVI, cell: (term) => term.vi },
    { key: "en", head: t.colEN, cell: (term) => term.en },
    {
      key: "identifier",
      head: t.colIdentifier,
      cell: (term) => <span className="catalogue-identifier">{term.identifier}</span>,
    },
  ];
  return (
    <Card title={t.glossary}>
      <SearchBox label={t.glossaryFind} value={find} onChange={setFind} />
      <Load query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.glossaryNone}>{t.glossaryNoneText}</EmptyState>;
          return (
            <div className="stack catalogue-tables">
              <Table
                caption={t.glossary}
                columns={columns}
                rows={rows}
                rowKey={({ identifier }) => identifier}
              />
              <QueryPager shown={rows.length} query={query} />
            </div>
          );
        }}
      </Load>
    </Card>
  );
}
