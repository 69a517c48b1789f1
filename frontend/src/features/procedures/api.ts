import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import type { Edit } from "./rules";

export type Procedure = Schema<"ProcedureBody">;
export type ProcedureLine = Schema<"ProcedureLine">;

export const procedures = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["procedures", "list", q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/procedures", { params: { query: { q, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const oneProcedure = (id: string) =>
  queryOptions({
    queryKey: ["procedures", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/procedures/{id}", { params: { path: { id } }, signal })),
  });

/** Names of the statuses that steps lead to. */
export const dossierStatuses = queryOptions({
  queryKey: ["procedures", "statuses"],
  queryFn: ({ signal }) => unwrap(api.GET("/procedures/statuses", { signal })),
  staleTime: Infinity,
});

/** Names of the positions that take the steps. */
export const positions = queryOptions({
  queryKey: ["procedures", "positions"],
  queryFn: ({ signal }) => unwrap(api.GET("/staff/positions", { params: { query: { limit: 200 } }, signal })),
  staleTime: Infinity,
});

export const saveProcedure = (id: string, edit: Edit): Promise<Procedure> =>
  unwrap(api.PUT("/procedures/{id}", { params: { path: { id } }, body: edit }));
