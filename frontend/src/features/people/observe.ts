import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { inLocale } from "@/lib/i18n";
import type { ComboOption } from "@/ui";

export type Observed = Schema<"EvidenceObserved">;
export type Competency = Schema<"CompetencyBody">;

export const observedKey = ["evidence", "observed"] as const;

/** Those whom the reader may observe, by words of their name or code. */
export async function searchObservable(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = { limit: 20, ...(q && { q }) };
  const { items } = await unwrap(api.GET("/evidence/observable", { params: { query }, signal }));
  return items.map(({ staff_id, full_name, code, unit, position_vi, position_en }) => ({
    id: staff_id,
    label: full_name,
    hint: [code, inLocale(position_vi ?? "", position_en ?? ""), unit].filter(Boolean).join(" · "),
  }));
}

/** The competencies that somebody's posts require, in the order of the framework. */
export const requiredOf = (id: string) =>
  queryOptions({
    queryKey: ["evidence", "observable", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/evidence/observable/{staff_id}", { params: { path: { staff_id: id } }, signal })),
    enabled: id !== "",
  });

export const competencies = queryOptions({
  queryKey: ["competency", "competencies"],
  queryFn: ({ signal }) => unwrap(api.GET("/competency/competencies", { signal })),
  staleTime: Infinity,
});

/** A competency with what one sees at each of its levels. */
export const levelsOf = (id: string) =>
  queryOptions({
    queryKey: ["competency", "competency", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/competency/competencies/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
    staleTime: Infinity,
  });

/** What the reader observed, the latest first. */
export const observed = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...observedKey, q],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 10, ...(q && { q }), ...(pageParam && { after: pageParam }) };
      return unwrap(api.GET("/evidence/observations/mine", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
