import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { Locale } from "@/lib/i18n";

export type PlanHome = Schema<"PlanHome">;
export type Plan = Schema<"PlanBody">;
export type PlanState = Plan["state"];
export type Target = Schema<"PlanTarget">;
export type Action = Schema<"PlanAction">;
export type Kind = Action["kind"];
export type Difference = Schema<"PlanDifference">;
export type Step = Schema<"PlanStepBody">;
export type Past = Schema<"PlanPast">;
export type Proposal = Schema<"PlanProposal">;
export type Offer = Schema<"PlanOffer">;
export type PlanInput = Schema<"PlanInput">;
export type Row = Schema<"PlanRow">;
export type Commune = Schema<"PlanCommune">;
export type Paper = Schema<"PlanPaper">;
export type Competency = Schema<"CompetencyBody">;

/** Everything known of plans, to be asked anew after a change. */
export const plansKey = ["plans"] as const;

const of = (staff_id: string) => ({ path: { staff_id } });
// Reading about somebody is logged: not again at every look at the window.
const logged = { staleTime: 5 * 60_000, refetchOnWindowFocus: false } as const;

/** Somebody's plans, or one's own for "". */
export const plansOf = (who: string) =>
  queryOptions({
    queryKey: [...plansKey, "of", who],
    queryFn: ({ signal }) =>
      who
        ? unwrap(api.GET("/plans/people/{staff_id}", { params: of(who), signal }))
        : unwrap(api.GET("/plans/mine", { signal })),
    ...(who ? logged : {}),
  });

/** A plan drafted from gaps, with the sentences of why. */
export const proposalFor = (who: string, locale: Locale) =>
  queryOptions({
    queryKey: [...plansKey, "proposal", who, locale],
    queryFn: async ({ signal }) => {
      const [found] = await Promise.all([
        who
          ? unwrap(api.GET("/plans/people/{staff_id}/proposal", { params: of(who), signal }))
          : unwrap(api.GET("/plans/mine/proposal", { signal })),
        loadServerTexts(),
      ]);
      return found;
    },
    staleTime: Infinity,
    gcTime: 0,
  });

export const searchOffers = async (who: string, competency: string, q: string, signal: AbortSignal) => {
  const query = { competency, q };
  const { items } = await (who
    ? unwrap(api.GET("/plans/people/{staff_id}/offers", { params: { ...of(who), query }, signal }))
    : unwrap(api.GET("/plans/mine/offers", { params: { query }, signal })));
  return items;
};

export const searchCompetencies = async (q: string, signal: AbortSignal) =>
  (await unwrap(api.GET("/competency/competencies", { params: { query: { q } }, signal }))).items;

export const paperOf = (who: string, id: string) =>
  queryOptions({
    queryKey: [...plansKey, "paper", who, id],
    queryFn: ({ signal }) =>
      who
        ? unwrap(
            api.GET("/plans/people/{staff_id}/plans/{id}/print", {
              params: { path: { staff_id: who, id } },
              signal,
            }),
          )
        : unwrap(api.GET("/plans/mine/plans/{id}/print", { params: { path: { id } }, signal })),
    ...(who ? logged : {}),
  });

export type Show = "" | "missing" | "waiting" | "drafting" | "active" | "ready" | "overdue" | "complete";

export const people = ({ q, show, unit }: { q: string; show: Show; unit: string }) =>
  infiniteQueryOptions({
    queryKey: [...plansKey, "people", q, show, unit],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/plans/people", {
          params: { query: { q, after: pageParam, ...(show && { show }), ...(unit && { unit }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const communes = queryOptions({
  queryKey: [...plansKey, "summary"],
  queryFn: ({ signal }) => unwrap(api.GET("/plans/summary", { signal })),
});

export const write = (who: string, body: PlanInput) =>
  who
    ? unwrap(api.PUT("/plans/people/{staff_id}", { params: of(who), body }))
    : unwrap(api.PUT("/plans/mine", { body }));

export type Deed = "propose" | "agree" | "return" | "take-back" | "complete" | "cancel";

/** A deed of one's own side; the plan is that of the revision seen. */
export function act(who: string, deed: Deed, revision: number, words = "") {
  const body = { revision, words };
  // The six addresses take and give the same.
  return who
    ? unwrap(
        api.POST(`/plans/people/{staff_id}/${deed}` as "/plans/people/{staff_id}/propose", {
          params: of(who),
          body,
        }),
      )
    : unwrap(api.POST(`/plans/mine/${deed}` as "/plans/mine/propose", { body }));
}

export const tick = (id: string, done: boolean) =>
  unwrap(api.PUT("/plans/mine/actions/{id}", { params: { path: { id } }, body: { done } }));
