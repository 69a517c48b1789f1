import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, download, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import { locale } from "@/lib/i18n";

export type Heat = Schema<"GapHeat">;
export type HeatUnit = Schema<"GapHeatUnit">;
export type Competency = Schema<"CompetencyBody">;

export interface HeatFilter {
  /** A position's id; empty means all. */
  position: string;
  /** Requirements marked critical only. */
  critical: boolean;
}

export const heatMap = ({ position, critical }: HeatFilter) =>
  queryOptions({
    queryKey: ["gaps", "heatmap", position, critical],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/gaps/heatmap", {
          params: { query: { ...(position && { position }), ...(critical && { critical }) } },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
  });

export const positions = queryOptions({
  queryKey: ["staff", "positions"],
  queryFn: ({ signal }) => unwrap(api.GET("/staff/positions", { params: { query: { limit: 200 } }, signal })),
  staleTime: 60 * 60_000,
});

export const unit = (id: string) =>
  queryOptions({
    queryKey: ["org", "unit", id],
    queryFn: ({ signal }) => unwrap(api.GET("/org/units/{id}", { params: { path: { id } }, signal })),
    staleTime: 60 * 60_000,
  });

/** People of a unit who lack a competency, the widest gap first. */
export const lacking = (unitId: string, competency: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ["gaps", "people", unitId, competency, q],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/gaps/people", {
          params: { query: { unit: unitId, competency, q, after: pageParam, limit: 10 } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    enabled: competency !== "",
  });

export type Member = Schema<"GapMember">;
export type Field = Schema<"GapField">;
export type FieldCount = Schema<"GapFieldCount">;
export type Fragility = Schema<"GapFragility">;
export type Fragile = Schema<"GapFragile">;
export type Cover = Schema<"GapCover">;
export type ProcedureCover = Schema<"GapProcedureCover">;
export type Absence = Schema<"GapAbsence">;
export type Drop = Schema<"GapDrop">;
export type Lapse = Schema<"GapLapse">;
export type TrendPoint = Schema<"GapTrendPoint">;

export interface TeamFilter extends HeatFilter {
  unit: string;
  q: string;
}

/** People of a unit with what each still lacks. */
export const team = ({ unit: id, q, position, critical }: TeamFilter) =>
  infiniteQueryOptions({
    queryKey: ["gaps", "team", id, q, position, critical],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/gaps/units/{unit}/people", {
          params: {
            path: { unit: id },
            query: { q, after: pageParam, ...(position && { position }), ...(critical && { critical }) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    enabled: id !== "",
  });

/** What is required in a unit of any size. */
export const shares = (id: string, { position, critical }: HeatFilter) =>
  queryOptions({
    queryKey: ["gaps", "shares", id, position, critical],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/gaps/units/{unit}/competencies", {
          params: {
            path: { unit: id },
            query: { ...(position && { position }), ...(critical && { critical }) },
          },
          signal,
        }),
      ),
    enabled: id !== "",
  });

/** The offices of a commune. */
export const offices = (parent: string) =>
  queryOptions({
    queryKey: ["org", "below", parent],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/org/units", { params: { query: { parent, limit: 200 } }, signal })),
    staleTime: 60 * 60_000,
  });

export const competencies = queryOptions({
  queryKey: ["competency", "all"],
  queryFn: ({ signal }) => unwrap(api.GET("/competency/competencies", { signal })),
  staleTime: 60 * 60_000,
});

export const fields = (id: string) =>
  queryOptions({
    queryKey: ["gaps", "fields", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/gaps/units/{unit}/fields", { params: { path: { unit: id } }, signal })),
  });

export const fieldCounts = queryOptions({
  queryKey: ["gaps", "field-counts"],
  queryFn: ({ signal }) => unwrap(api.GET("/gaps/fields", { signal })),
});

/** Names who is responsible for a field; nobody when `staff` is empty. */
export const nameOwner = (id: string, field: Field, staff: string) =>
  unwrap(
    api.PUT("/gaps/units/{unit}/fields", {
      params: { path: { unit: id } },
      body: { kind: field.kind, field: field.code, ...(staff && { staff_id: staff }) },
    }),
  );

export const fragilities = (competency: string) =>
  queryOptions({
    queryKey: ["gaps", "fragilities", competency],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/gaps/fragile", { params: { query: { ...(competency && { competency }) } }, signal })),
  });

export const fragile = (id: string) =>
  queryOptions({
    queryKey: ["gaps", "fragile", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/gaps/units/{unit}/fragile", { params: { path: { unit: id } }, signal })),
  });

export interface Away {
  staff: string[];
  from: string;
  until: string;
  to: string;
  minimum: number;
}

/** What an absence does, with the server's sentences in the reader's language. */
export const without = (id: string, away: Away | undefined) =>
  queryOptions({
    queryKey: ["gaps", "without", id, away, locale()],
    queryFn: async ({ signal }) => {
      const { staff, from, until, to, minimum } = away!;
      const query = { staff, minimum, ...(from && { from }), ...(until && { until }), ...(to && { to }) };
      const [absence] = await Promise.all([
        unwrap(api.GET("/gaps/units/{unit}/without", { params: { path: { unit: id }, query }, signal })),
        loadServerTexts(),
      ]);
      return absence;
    },
    enabled: !!away && away.staff.length > 0,
  });

export const trend = (unitId: string, competency: string) =>
  queryOptions({
    queryKey: ["gaps", "trend", unitId, competency],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/gaps/trend", {
          params: { query: { ...(unitId && { unit: unitId }), ...(competency && { competency }) } },
          signal,
        }),
      ),
  });

/** People of a commune who match some words, to choose from. */
export async function findPeople(id: string, q: string, signal: AbortSignal) {
  const { items } = await unwrap(
    api.GET("/staff/people", { params: { query: { unit: id, q, limit: 10 } }, signal }),
  );
  return items.map((each) => ({ id: each.id, label: each.full_name, hint: each.unit.name }));
}

/** Communes that match some words, to choose from. */
export async function findCommunes(q: string, signal: AbortSignal) {
  const found = await Promise.all(
    ["XA", "PHUONG"].map((kind) =>
      unwrap(api.GET("/org/units", { params: { query: { kind, q, limit: 6 } }, signal })),
    ),
  );
  return found.flatMap(({ items }) => items).map((each) => ({ id: each.id, label: each.name }));
}

/** Saves the heat map as a workbook. */
export const downloadHeat = ({ position, critical }: HeatFilter, name: string) =>
  download("/gaps/heatmap.xlsx", name, {
    locale: locale(),
    ...(position && { position }),
    ...(critical && { critical: "true" }),
  });
