import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import type { ComboOption } from "@/ui";

export type RuleSet = Schema<"EvidenceRuleSet">;
export type Version = Schema<"EvidenceVersion">;
export type Rule = Schema<"EvidenceRule">;
export type Limit = Schema<"EvidenceLimit">;
export type Demand = Schema<"EvidenceDemand">;
export type Run = Schema<"EvidenceRun">;
export type Moved = Schema<"EvidenceMovedPerson">;
export type Change = Schema<"EvidenceChange">;
export type Marked = Schema<"EvidenceMarkedChange">;
export type Competency = Schema<"CompetencyBody">;

const root = ["rules"] as const;

/** Everything known of rules, changes and runs, to be asked anew after a deed. */
export const rulesKey = root;

const second = 1000;
export const isOver = ({ state }: Run): boolean => state === "done" || state === "cancelled";

export const versions = queryOptions({
  queryKey: [...root, "versions"],
  queryFn: ({ signal }) => unwrap(api.GET("/evidence/rules", { signal })),
});

export const saveDraft = (body: RuleSet) => unwrap(api.PUT("/evidence/rules/draft", { body }));
export const dropDraft = () => unwrap(api.DELETE("/evidence/rules/draft"));
export const previewDraft = () => unwrap(api.POST("/evidence/rules/draft/preview"));
export const publishDraft = () => unwrap(api.POST("/evidence/rules/draft/publish"));

/** The latest runs; asked every second while one applies. */
export const runs = queryOptions({
  queryKey: [...root, "runs"],
  queryFn: ({ signal }) => unwrap(api.GET("/evidence/runs", { signal })),
  refetchInterval: ({ state }) =>
    state.data?.items.some((each) => each.kind === "apply" && !isOver(each)) ? second : false,
});

/** How far a run has come; asked every second until it is over. */
export const run = (id: string) =>
  queryOptions({
    queryKey: [...root, "run", id],
    queryFn: ({ signal }) => unwrap(api.GET("/evidence/runs/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
    refetchInterval: ({ state }) => (state.error || (state.data && isOver(state.data)) ? false : second),
  });

export const cancelRun = (id: string) =>
  unwrap(api.POST("/evidence/runs/{id}/cancel", { params: { path: { id } } }));

/** The people whose levels a preview found to move. */
export const moves = (id: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...root, "moves", id, q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/evidence/runs/{id}/moves", {
          params: { path: { id }, query: { ...(q && { q }), ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
  });

export const competencies = queryOptions({
  queryKey: [...root, "competencies"],
  queryFn: ({ signal }) => unwrap(api.GET("/competency/competencies", { signal })),
  staleTime: Infinity,
});

export const changes = queryOptions({
  queryKey: [...root, "changes"],
  queryFn: ({ signal }) => unwrap(api.GET("/evidence/changes", { signal })),
});

export const previewChange = (body: Change) => unwrap(api.POST("/evidence/changes/preview", { body }));
export const markChange = (body: Change) => unwrap(api.POST("/evidence/changes", { body }));
export const withdrawChange = (id: string) =>
  unwrap(api.POST("/evidence/changes/{id}/withdraw", { params: { path: { id } } }));

/** Procedures by words of their name; known by their code. */
export async function searchProcedures(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = { limit: 20, ...(q && { q }) };
  const { items } = await unwrap(api.GET("/procedures", { params: { query }, signal }));
  return items.map(({ code, name_vi }) => ({ id: code, label: name_vi, hint: code }));
}

/** Courses by words of their title. */
export async function searchCourses(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = { kind: "course" as const, limit: 20, ...(q && { q }) };
  const { items } = await unwrap(api.GET("/competency/criteria", { params: { query }, signal }));
  return items.map(({ id, title_vi, code }) => ({ id, label: title_vi, hint: code }));
}
