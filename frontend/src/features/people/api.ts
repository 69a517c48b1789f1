import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";

export type Person = Schema<"StaffPersonDetail">;
export type Post = Schema<"StaffPostBody">;
export type Gaps = Schema<"GapList">;
export type Gap = Schema<"GapItem">;
export type Why = Schema<"EvidenceWhy">;

export interface PeopleFilter {
  q: string;
  unit: string;
  position: string;
}

export const people = ({ q, unit, position }: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ["staff", "people", q, unit, position],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/staff/people", {
          params: {
            query: { q, after: pageParam, ...(unit && { unit }), ...(position && { position }) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const person = (id: string) =>
  queryOptions({
    queryKey: ["staff", "person", id],
    queryFn: ({ signal }) => unwrap(api.GET("/staff/people/{id}", { params: { path: { id } }, signal })),
  });

export const positions = queryOptions({
  queryKey: ["staff", "positions"],
  queryFn: ({ signal }) => unwrap(api.GET("/staff/positions", { params: { query: { limit: 200 } }, signal })),
  staleTime: 60 * 60_000,
});

/** The units directly below one. */
export const below = (parent: string) =>
  queryOptions({
    queryKey: ["org", "below", parent],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/org/units", { params: { query: { parent, limit: 200 } }, signal })),
    staleTime: 60 * 60_000,
  });

export const unit = (id: string) =>
  queryOptions({
    queryKey: ["org", "unit", id],
    queryFn: ({ signal }) => unwrap(api.GET("/org/units/{id}", { params: { path: { id } }, signal })),
    staleTime: 60 * 60_000,
    enabled: id !== "",
  });

// Reading about somebody is logged: not again at every look at the window.
const logged = { staleTime: 5 * 60_000, refetchOnWindowFocus: false } as const;

export const gaps = (staffId: string) =>
  queryOptions({
    queryKey: ["gaps", "person", staffId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/gaps/people/{staff_id}", { params: { path: { staff_id: staffId } }, signal })),
    ...logged,
  });

export const why = (staffId: string, competencyId: string) =>
  queryOptions({
    queryKey: ["evidence", "person", staffId, competencyId],
    queryFn: async ({ signal }) => {
      const [found] = await Promise.all([
        unwrap(
          api.GET("/evidence/people/{staff_id}/{competency_id}", {
            params: { path: { staff_id: staffId, competency_id: competencyId } },
            signal,
          }),
        ),
        loadServerTexts(),
      ]);
      return found;
    },
    ...logged,
  });

export type ListedDispute = Schema<"EvidenceDispute">;
export type DisputeState = ListedDispute["state"];

/** What people of one's scope said of levels of theirs, the latest first. */
export const disputes = ({ q, state }: { q: string; state: DisputeState }) =>
  infiniteQueryOptions({
    queryKey: ["evidence", "disputes", q, state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/evidence/disputes", { params: { query: { q, state, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
