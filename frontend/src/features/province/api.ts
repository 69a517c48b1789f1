import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";

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
