import { useMutation } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import { useT } from "@/lib/i18n";
import { Button } from "@/ui";
import type { HeatFilter } from "../api";
import { downloadHeat } from "../api";
import { text } from "../views-i18n";

/** Saves what the heat map shows as a workbook. */
export function ExcelButton(filter: HeatFilter) {
  const t = useT(text);
  const save = useMutation({ mutationFn: () => downloadHeat(filter, t.excelName) });
  return (
    <Button
      kind="secondary"
      busy={save.isPending}
      icon={<FileSpreadsheet aria-hidden="true" />}
      onClick={() => save.mutate()}
    >
      {t.excel}
    </Button>
  );
}
