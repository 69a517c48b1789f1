import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema, UploadOptions } from "@/api/client";
import { api, download, unwrap, upload } from "@/api/client";
import { loadServerTexts } from "@/api/problem";

export type CatalogueTable = Schema<"CatalogueTable">;
export type Report = Schema<"ImportReport">;
export type Fault = Schema<"ImportFault">;
export type Term = Schema<"GlossaryTerm">;

export const tables = queryOptions({
  queryKey: ["catalogue", "tables"],
  queryFn: ({ signal }) => unwrap(api.GET("/catalogue/tables", { signal })),
});

export const glossary = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["catalogue", "glossary", q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/catalogue/glossary", { params: { query: { q, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

const importPath = (name: string, dryRun: boolean) =>
  `/catalogue/tables/${encodeURIComponent(name)}/import${dryRun ? "?dry_run=true" : ""}`;

/** What a file would do to a table. Nothing is written. */
export async function tryFile(name: string, file: File, options?: UploadOptions): Promise<Report> {
  await loadServerTexts();
  return upload<Report>(importPath(name, true), file, options);
}

/** Writes a file into a table; a file with faults writes nothing. */
export const applyFile = (name: string, file: File): Promise<Report> =>
  upload<Report>(importPath(name, false), file);

export const saveTable = (name: string): Promise<void> =>
  download(`/catalogue/tables/${encodeURIComponent(name)}/export.csv`, `${name}.csv`);
