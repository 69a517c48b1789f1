import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema, UploadOptions } from "@/api/client";
import { api, download, unwrap, upload } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import { locale } from "@/lib/i18n";
import type { RowStatus } from "./rules";

export type StaffImport = Schema<"StaffImport">;
export type ImportRow = Schema<"StaffImportRow">;

/** The lists uploaded so far, latest first. */
export const uploads = infiniteQueryOptions({
  queryKey: ["imports", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET("/staff/imports", { params: { query: { after: pageParam } }, signal })),
  initialPageParam: "",
  getNextPageParam: (last) => last.next || undefined,
});

export const oneUpload = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/staff/imports/{id}", { params: { path: { id } }, signal })),
  });

/** The rows of one status, as the dry run sees them. */
export const rowsOf = (id: string, status: RowStatus) =>
  infiniteQueryOptions({
    queryKey: ["imports", "rows", id, status],
    queryFn: async ({ pageParam, signal }) => {
      await loadServerTexts();
      return unwrap(
        api.GET("/staff/imports/{id}/rows", {
          params: { path: { id }, query: { status, after: pageParam, limit: 50 } },
          signal,
        }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const sendList = (file: File, options: UploadOptions) =>
  upload<StaffImport>("/staff/imports", file, options);

export const writeList = (id: string) =>
  unwrap(api.POST("/staff/imports/{id}/confirm", { params: { path: { id } } }));

/** Saves the faulty rows as a workbook that says what to correct. */
export const saveFaults = (id: string, name: string) =>
  download(`/staff/imports/${id}/faults.xlsx`, name, { locale: locale() });
