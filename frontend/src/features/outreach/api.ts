import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import { inLocale } from "@/lib/i18n";
import type { ComboOption } from "@/ui";

export type Request = Schema<"OutreachRequest">;
export type Detail = Schema<"OutreachDetail">;
export type Visit = Schema<"OutreachVisit">;
export type Event = Schema<"OutreachEvent">;
export type Candidate = Schema<"OutreachCandidate">;
export type LeftOut = Schema<"OutreachLeftOut">;
export type HalfDay = Schema<"OutreachHalfDay">;
export type Ask = Schema<"OutreachAsk">;
export type Work = Schema<"OutreachWork">;
export type State = Request["state"];
/** What somebody writes a reason for. */
export type Reasoned = "refuse" | "decline" | "withdraw" | "cancel";

export const outreachKey = ["outreach"] as const;

const pages = { initialPageParam: "", getNextPageParam: (last: { next?: string }) => last.next || undefined };
const at = (id: string) => ({ params: { path: { id } } });

export const requests = (q: string, state: State | "") =>
  infiniteQueryOptions({
    queryKey: [...outreachKey, "list", q, state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/outreach/requests", {
          params: { query: { q, after: pageParam, ...(state && { state }) } },
          signal,
        }),
      ),
    ...pages,
  });

export const mine = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...outreachKey, "mine", q],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/outreach/mine", { params: { query: { q, after: pageParam } }, signal })),
    ...pages,
  });

export const request = (id: string) =>
  queryOptions({
    queryKey: [...outreachKey, "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/outreach/requests/{id}", { ...at(id), signal })),
  });

export const myRequest = (id: string) =>
  queryOptions({
    queryKey: [...outreachKey, "own", id],
    queryFn: ({ signal }) => unwrap(api.GET("/outreach/mine/{id}", { ...at(id), signal })),
  });

export const counterPeople = (id: string) =>
  queryOptions({
    queryKey: [...outreachKey, "people", id],
    queryFn: ({ signal }) => unwrap(api.GET("/outreach/mine/{id}/people", { ...at(id), signal })),
  });

export const candidates = (id: string) =>
  queryOptions({
    queryKey: [...outreachKey, "candidates", id],
    queryFn: async ({ signal }) => {
      const [found] = await Promise.all([
        unwrap(api.GET("/outreach/requests/{id}/candidates", { ...at(id), signal })),
        loadServerTexts(),
      ]);
      return found;
    },
  });

export const form = queryOptions({
  queryKey: [...outreachKey, "form"],
  queryFn: ({ signal }) => unwrap(api.GET("/outreach/form", { signal })),
  staleTime: 10 * 60_000,
});

export async function searchCompetencies(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/competency/competencies", { params: { query: { q } }, signal }));
  return items.map((each) => ({
    id: each.id,
    label: inLocale(each.name_vi, each.name_en),
    hint: each.group_vi,
  }));
}

export const ask = (body: Ask) => unwrap(api.POST("/outreach/requests", { body }));
export const pick = (id: string, staff_id: string, half_days: HalfDay[]) =>
  unwrap(api.POST("/outreach/requests/{id}/pick", { ...at(id), body: { staff_id, half_days } }));
export const agree = (id: string) => unwrap(api.POST("/outreach/requests/{id}/agree", at(id)));
export const accept = (id: string) => unwrap(api.POST("/outreach/mine/{id}/accept", at(id)));
export const confirmVisit = (id: string) => unwrap(api.POST("/outreach/visits/{id}/confirm", at(id)));
export const log = (id: string, body: Work) =>
  unwrap(api.POST("/outreach/mine/visits/{id}/log", { ...at(id), body }));

export function answer(id: string, deed: Reasoned, reason: string): Promise<Detail> {
  const sent = { ...at(id), body: { reason } };
  switch (deed) {
    case "refuse":
      return unwrap(api.POST("/outreach/requests/{id}/refuse", sent));
    case "withdraw":
      return unwrap(api.POST("/outreach/requests/{id}/withdraw", sent));
    case "cancel":
      return unwrap(api.POST("/outreach/requests/{id}/cancel", sent));
    case "decline":
      return unwrap(api.POST("/outreach/mine/{id}/decline", sent));
  }
}

export function settle(
  id: string,
  deed: "dispute" | "call_off",
  reason: string,
  own: boolean,
): Promise<Detail> {
  const sent = { ...at(id), body: { reason } };
  if (deed === "dispute") return unwrap(api.POST("/outreach/visits/{id}/dispute", sent));
  return own
    ? unwrap(api.POST("/outreach/mine/visits/{id}/call-off", sent))
    : unwrap(api.POST("/outreach/visits/{id}/call-off", sent));
}
