import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { EmptyState, Load, Notice, PageHeader, QueryPager, SearchBox, Table } from "@/ui";
import type { ProcedureLine } from "../api";
import { procedures } from "../api";
import { text } from "../i18n";
import { deadlineWords, feeWords } from "../words";

export function ProcedureList() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...procedures(q), placeholderData: keepPreviousData });
  const columns: Column<ProcedureLine>[] = [
    {
      key: "name",
      head: t.colName,
      cell: (line) => (
        <Link href={to(paths.procedures, {}, { ma: line.id, tim: find })}>
          {inLocale(line.name_vi, line.name_en)}
        </Link>
      ),
    },
    { key: "code", head: t.colCode, cell: (line) => line.code },
    { key: "field", head: t.colField, cell: (line) => line.field_vi },
    { key: "deadline", head: t.colDeadline, cell: (line) => deadlineWords(line.deadline, t) },
    { key: "fee", head: t.colFee, cell: (line) => feeWords(line.fee, t) },
  ];
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Notice tone="warn">{t.simulated}</Notice>
      <SearchBox label={t.find} value={find} onChange={setFind} />
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) {
            return (
              <EmptyState title={q ? t.noneFound : t.none}>{q ? t.noneFoundText : t.noneText}</EmptyState>
            );
          }
          return (
            <div className="stack procedure-table">
              <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={query} />
            </div>
          );
        }}
      </Load>
    </div>
  );
}
