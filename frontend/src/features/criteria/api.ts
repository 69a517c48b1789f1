import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import type { ComboOption } from "@/ui";

export type Listed = Schema<"CriteriaSource">;
export type Detail = Schema<"CriteriaDetail">;
export type Version = Schema<"CriteriaVersion">;
export type CriteriaSet = Schema<"Set">;
export type Outcome = Schema<"Outcome">;
export type Node = Schema<"Node">;
export type QuestionGroup = Schema<"QuestionGroup">;
export type Question = Schema<"CriteriaQuestion">;
export type Shift = Schema<"CriteriaShift">;
export type Competency = Schema<"CompetencyBody">;
export type Kind = "course" | "quiz" | "class";
export type AnyKind = Kind | "lesson";

/** What a page is about. Its address says "quiz-<id>". */
export interface Source {
  kind: Kind;
  id: string;
}

export const addressOf = ({ kind, id }: { kind: string; id: string }) => `${kind}-${id}`;

export function sourceOf(address: string): Source {
  const cut = address.indexOf("-");
  return { kind: address.slice(0, cut) as Kind, id: address.slice(cut + 1) };
}

const root = ["criteria"] as const;

/** Everything known of criteria, to be asked anew after a change. */
export const criteriaKey = root;

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next || undefined,
};

/** What can be finished, with what it proves at most. */
export const sources = (q: string, kind: string) =>
  infiniteQueryOptions({
    queryKey: [...root, "list", q, kind],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/competency/criteria", {
          params: {
            query: {
              ...(q && { q }),
              ...(kind && { kind: kind as Kind }),
              ...(pageParam && { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    ...pages,
  });

export const detail = (source: Source) =>
  queryOptions({
    queryKey: [...root, "one", source.kind, source.id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/competency/criteria/{kind}/{id}", { params: { path: source }, signal })),
  });

const at = (source: Source) => ({ params: { path: source } });

export const saveDraft = (source: Source, body: CriteriaSet) =>
  unwrap(api.PUT("/competency/criteria/{kind}/{id}/draft", { ...at(source), body }));
export const dropDraft = (source: Source) =>
  unwrap(api.POST("/competency/criteria/{kind}/{id}/drop", at(source)));
export const publish = (source: Source, version: number) =>
  unwrap(api.POST("/competency/criteria/{kind}/{id}/publish", { ...at(source), body: { version } }));
export const retire = (source: Source) =>
  unwrap(api.POST("/competency/criteria/{kind}/{id}/retire", at(source)));

export const simulate = (source: Source, after: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/competency/criteria/{kind}/{id}/simulation", {
      params: { path: source, query: after ? { after } : {} },
      signal,
    }),
  );

/** The people behind one count of a simulation. */
export const affected = (source: Source, version: number, { competency, level, gain }: Shift) =>
  infiniteQueryOptions({
    queryKey: [...root, "affected", source.kind, source.id, version, competency.id, level, gain],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/competency/criteria/{kind}/{id}/simulation/people", {
          params: {
            path: source,
            query: { competency: competency.id, level, gain, ...(pageParam && { after: pageParam }) },
          },
          signal,
        }),
      ),
    ...pages,
  });

/** Courses, lessons, tests or classes by words of their title. */
export const searchSources =
  (kind: AnyKind) =>
  async (q: string, signal: AbortSignal): Promise<ComboOption[]> => {
    const query = { kind, limit: 20, ...(q && { q }) };
    const { items } = await unwrap(api.GET("/competency/criteria", { params: { query }, signal }));
    return items.map(({ id, title_vi, code }) => ({ id, label: title_vi, hint: code }));
  };

/** Competencies in force by words of their name. */
export async function searchCompetencies(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = q ? { q } : {};
  const { items } = await unwrap(api.GET("/competency/competencies", { params: { query }, signal }));
  return items.map(({ id, name_vi, code }) => ({ id, label: name_vi, hint: code }));
}
