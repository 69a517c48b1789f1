import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Card, confirm, FileDrop } from "@/ui";
import type { CatalogueTable, Report } from "../api";
import { applyFile, tryFile } from "../api";
import { text } from "../i18n";
import { ReportCard } from "./report-card";

/** Checks a file against a table and, asked once more, writes it. */
export function ImportTable({ table }: { table: CatalogueTable }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [tried, setTried] = useState<{ file: File; report: Report }>();
  const name = t.tables[table.name] ?? table.name;
  const kinds = table.format === "json" ? [".json"] : [".csv"];

  const write = useMutation({
    mutationFn: (file: File) => applyFile(table.name, file),
    onSuccess: async (report, file) => {
      setTried({ file, report });
      await queries.invalidateQueries({ queryKey: ["catalogue"] });
    },
  });
  const ask = async () => {
    if (!tried) return;
    const { file, report } = tried;
    const agreed = await confirm({
      title: t.applyAsk(name),
      text: t.applyText(fmt.number(report.new), fmt.number(report.changed)),
      yes: t.apply,
      no: t.applyNo,
    });
    if (agreed) write.mutate(file);
  };

  return (
    <>
      {table.columns.length > 0 && (
        <Card title={t.fileColumns}>
          <ul className="catalogue-fields">
            {table.columns.map((column) => (
              <li key={column}>
                <strong>{column}</strong> <span className="muted small">{t.columns[column]}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <FileDrop
        label={t.file}
        hint={t.fileHint(kinds.join(", "))}
        accept={kinds}
        maxBytes={8_000_000}
        send={async (file, options) => {
          setTried(undefined);
          return { file, report: await tryFile(table.name, file, options) };
        }}
        onDone={setTried}
      />
      {tried && (
        <ReportCard
          file={tried.file.name}
          report={tried.report}
          busy={write.isPending}
          onApply={() => void ask()}
        />
      )}
    </>
  );
}
