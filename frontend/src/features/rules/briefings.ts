import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { rulesKey } from "./api";

export type Asked = Schema<"EvidenceAsked">;
export type Standing = Schema<"EvidenceUnitStanding">;
export type Held = Schema<"EvidenceHeldBriefing">;
export type Briefing = Schema<"EvidenceBriefing">;
export type AskedState = "to_learn" | "learnt";

export interface AskedFilter {
  state: AskedState;
  q: string;
  unit: string;
}

// Reading about people is logged: not again at every look at the window.
const logged = { staleTime: 5 * 60_000, refetchOnWindowFocus: false } as const;

/** Who of one's scope is to learn a change, or has. */
export const asked = (id: string, { state, q, unit }: AskedFilter) =>
  infiniteQueryOptions({
    queryKey: [...rulesKey, "asked", id, state, q, unit],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        state,
        limit: 100,
        ...(q && { q }),
        ...(unit && { unit }),
        ...(pageParam && { after: pageParam }),
      };
      return unwrap(api.GET("/evidence/changes/{id}/people", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    ...logged,
  });

/** How far communes are with a change. */
export const standings = (id: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...rulesKey, "standings", id, q],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(q && { q }), ...(pageParam && { after: pageParam }) };
      return unwrap(api.GET("/evidence/changes/{id}/units", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** The briefings about a change, the latest first. */
export const heldBriefings = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...rulesKey, "briefings", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(pageParam && { after: pageParam }) };
      return unwrap(api.GET("/evidence/changes/{id}/briefings", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const brief = (id: string, body: Briefing) =>
  unwrap(api.POST("/evidence/changes/{id}/briefings", { params: { path: { id } }, body }));

export const undoBriefing = (id: string) =>
  unwrap(api.POST("/evidence/briefings/{id}/undo", { params: { path: { id } } }));
