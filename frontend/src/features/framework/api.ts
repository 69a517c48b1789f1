import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema, UploadOptions } from "@/api/client";
import { api, download, unwrap, upload } from "@/api/client";
import { loadServerTexts, Problem } from "@/api/problem";
import type { ComboOption } from "@/ui";

export type Version = Schema<"FrameworkVersion">;
export type Content = Schema<"FrameworkContent">;
export type Competency = Schema<"FrameworkCompetency">;
export type Draft = Schema<"DraftContent">;
export type Fault = Schema<"FrameworkFault">;
export type Mapping = Schema<"FrameworkMap">;
export type Target = Schema<"DraftTarget">;
export type Follower = Schema<"DraftFollower">;
export type Difference = Schema<"FrameworkDifference">;
export type Imported = Schema<"FrameworkImport">;
export type ImportNote = Schema<"FrameworkImportNote">;
export type ImportLine = Schema<"FrameworkImportLine">;
export type Requirement = Schema<"RequirementBody">;
export type Local = Schema<"LocalRequirement">;

/** Everything of the framework, to be asked anew after a change. */
export const frameworkKey = ["framework"] as const;

export const inForce = queryOptions({
  queryKey: [...frameworkKey, "in-force"],
  queryFn: ({ signal }) => unwrap(api.GET("/competency/framework", { signal })),
});

export const versionList = infiniteQueryOptions({
  queryKey: [...frameworkKey, "versions"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/competency/versions", { params: { query: pageParam ? { after: pageParam } : {} }, signal }),
    ),
  initialPageParam: "",
  getNextPageParam: (last) => last.next || undefined,
});

export const comparison = (from: string, to: string) =>
  queryOptions({
    queryKey: [...frameworkKey, "diff", from, to],
    queryFn: ({ signal }) => unwrap(api.GET("/competency/diff", { params: { query: { from, to } }, signal })),
    enabled: from !== "" && to !== "",
  });

/** The draft with the sentences of its faults; a Problem 404 without one. */
export const draft = queryOptions({
  queryKey: [...frameworkKey, "draft"],
  queryFn: async ({ signal }) => {
    const [{ items }] = await Promise.all([
      unwrap(api.GET("/competency/versions", { signal })),
      loadServerTexts(),
    ]);
    // Asked for without need, the browser would complain of a page that is not there.
    if (!items.some(({ state }) => state === "draft")) throw new Problem(404, { key: "competency.no_draft" });
    return unwrap(api.GET("/competency/draft", { signal }));
  },
  retry: false,
});

const at = (id: string) => ({ params: { path: { id } } });

export const beginDraft = () => unwrap(api.POST("/competency/draft"));
export const discardDraft = () => unwrap(api.DELETE("/competency/draft"));
export const addCompetency = (body: Schema<"DraftCompetency">) =>
  unwrap(api.POST("/competency/draft/competencies", { body }));
export const writeCompetency = (id: string, body: Schema<"DraftCompetency">) =>
  unwrap(api.PUT("/competency/draft/competencies/{id}", { ...at(id), body }));
export const removeCompetency = (id: string) =>
  unwrap(api.DELETE("/competency/draft/competencies/{id}", at(id)));
export const arrange = (order: Schema<"DraftPlace">[]) =>
  unwrap(api.PUT("/competency/draft/order", { body: { order } }));
export const mapTo = (id: string, to: Target[]) =>
  unwrap(api.PUT("/competency/draft/maps/{id}", { ...at(id), body: { to } }));
export const publish = (note: string, updatedAt: string) =>
  unwrap(api.POST("/competency/draft/publish", { body: { note, updated_at: updatedAt } }));

export const formats = ["xlsx", "csv", "moodle", "case"] as const;
export type Format = (typeof formats)[number];

const endings: Record<Format, string> = {
  xlsx: ".xlsx",
  csv: ".csv",
  moodle: "-moodle.csv",
  case: "-case.json",
};

export const fileKinds: Record<Format, string[]> = {
  xlsx: [".xlsx"],
  csv: [".csv"],
  moodle: [".csv"],
  case: [".json"],
};

export const saveVersion = (version: Version, format: Format): Promise<void> =>
  download(
    `/competency/versions/${version.id}/export/${format}`,
    `khung-nang-luc-${version.number}${endings[format]}`,
  );

/** What a file would do to the draft. Nothing is written. */
export async function tryFile(format: Format, file: File, options?: UploadOptions): Promise<Imported> {
  await loadServerTexts();
  return upload<Imported>(`/competency/draft/imports/${format}?dry_run=true`, file, options);
}

export const applyFile = (format: Format, file: File): Promise<Imported> =>
  upload<Imported>(`/competency/draft/imports/${format}`, file);

export const positions = queryOptions({
  queryKey: ["staff", "positions", "all"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/staff/positions", { params: { query: { limit: 200 } }, signal }))).items,
  staleTime: 300_000,
});

export const competencies = queryOptions({
  queryKey: ["competency", "list"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/competency/competencies", { signal }))).items,
  staleTime: 300_000,
});

/** What a position requires today, and what is planned. */
export const requirements = (position: string) =>
  queryOptions({
    queryKey: [...frameworkKey, "requirements", position],
    queryFn: async ({ signal }) => {
      const ask = (planned: boolean) =>
        unwrap(api.GET("/competency/requirements", { params: { query: { position, planned } }, signal }));
      const [now, later] = await Promise.all([ask(false), ask(true)]);
      return { now: now.items, later: later.items };
    },
    enabled: position !== "",
  });

export const require = (body: Schema<"RequirementChange">) =>
  unwrap(api.PUT("/competency/requirements", { body }));

export const local = (unit: string) =>
  queryOptions({
    queryKey: [...frameworkKey, "local", unit],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/competency/unit-requirements", { params: { query: { unit } }, signal })),
    enabled: unit !== "",
  });

export const raise = (body: Schema<"LocalChange">) =>
  unwrap(api.PUT("/competency/unit-requirements", { body }));
export const lift = (id: string) => unwrap(api.DELETE("/competency/unit-requirements/{id}", at(id)));

export const unit = (id: string) =>
  queryOptions({
    queryKey: ["org", "unit", id],
    queryFn: ({ signal }) => unwrap(api.GET("/org/units/{id}", { ...at(id), signal })),
    staleTime: Infinity,
    enabled: id !== "",
  });

/** Units by words of their name. */
export async function searchUnits(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = { limit: 20, ...(q && { q }) };
  const { items } = await unwrap(api.GET("/org/units", { params: { query }, signal }));
  return items.map(({ id, name, code }) => ({ id, label: name, hint: code }));
}
