import { useMutation } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { Button, Table } from "@/ui";
import type { CatalogueTable } from "../api";
import { saveTable } from "../api";
import { text } from "../i18n";

/** The tables there are, each with its two ways: out and in. */
export function TableList({
  tables,
  onImport,
}: {
  tables: CatalogueTable[];
  onImport: (name: string) => void;
}) {
  const t = useT(text);
  const save = useMutation({ mutationFn: saveTable });
  const columns: Column<CatalogueTable>[] = [
    { key: "name", head: t.colName, cell: ({ name }) => t.tables[name] ?? name },
    {
      key: "columns",
      head: t.colColumns,
      cell: (table) => (
        <span className="catalogue-columns">
          {table.columns.length === 0
            ? t.jsonColumns
            : table.columns.map((column) => t.columns[column] ?? column).join(", ")}
        </span>
      ),
    },
    {
      key: "loaded",
      head: t.colLoaded,
      cell: ({ loaded_at }) => (loaded_at ? fmt.date(loaded_at) : t.never),
    },
    {
      key: "deeds",
      head: t.colDeeds,
      end: true,
      cell: ({ name, exportable }) => {
        const words = t.tables[name] ?? name;
        return (
          <span className="catalogue-deeds">
            {exportable && (
              <Button
                kind="quiet"
                small
                busy={save.isPending && save.variables === name}
                aria-label={t.csvOf(words)}
                onClick={() => save.mutate(name)}
              >
                {t.csv}
              </Button>
            )}
            <Button kind="secondary" small aria-label={t.importOf(words)} onClick={() => onImport(name)}>
              {t.import}
            </Button>
          </span>
        );
      },
    },
  ];
  return (
    <div className="catalogue-tables">
      <Table caption={t.caption} columns={columns} rows={tables} rowKey={({ name }) => name} />
    </div>
  );
}
