import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";

export type ProcedureLine = Schema<"GapProcedureLine">;
export type ProcedureNeeds = Schema<"GapProcedureNeeds">;
export type Need = Schema<"GapNeed">;
export type ActorAsk = Schema<"GapActorAsk">;
export type Bar = Schema<"GapBar">;
export type Wish = Schema<"GapWish">;
export type Reach = Schema<"GapReach">;
export type ReachCommune = Schema<"GapReachCommune">;
export type Tally = Schema<"GapTally">;

export type Origin = "" | "draft" | "decided" | "none";

export interface ProcedureFilter {
  q: string;
  field: string;
  origin: Origin;
}

export const procedures = ({ q, field, origin }: ProcedureFilter) =>
  infiniteQueryOptions({
    queryKey: ["gaps", "procedures", q, field, origin],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/gaps/procedures", {
          params: { query: { q, after: pageParam, ...(field && { field }), ...(origin && { origin }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const procedureNeeds = (id: string) =>
  queryOptions({
    queryKey: ["gaps", "procedure", id],
    queryFn: ({ signal }) => unwrap(api.GET("/gaps/procedures/{id}", { params: { path: { id } }, signal })),
  });

/** How far communes can do a procedure, with "<competency>:<level>" tried instead of what it needs; nothing tries nothing. */
export const reach = (id: string, needs: string[]) =>
  queryOptions({
    queryKey: ["gaps", "reach", id, needs],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/gaps/procedures/{id}/reach", {
          params: { path: { id }, query: needs.length > 0 ? { needs } : {} },
          signal,
        }),
      ),
  });

export const decideNeeds = (id: string, items: Wish[], seen: Bar[]) =>
  unwrap(api.PUT("/gaps/procedures/{id}", { params: { path: { id } }, body: { items, seen } }));

export const draftNeeds = (id: string, seen: Bar[]) =>
  unwrap(api.POST("/gaps/procedures/{id}/draft", { params: { path: { id } }, body: { seen } }));
