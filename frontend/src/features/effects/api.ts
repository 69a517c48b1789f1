import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, download, unwrap } from "@/api/client";
import { locale } from "@/lib/i18n";

export type Summary = Schema<"EffectSummary">;
export type Comparison = Schema<"EffectComparison">;
export type Estimate = Schema<"EffectEstimate">;
export type Group = Schema<"EffectGroup">;
export type Row = Schema<"EffectRow">;
export type Mine = Schema<"EffectMine">;
export type Mentor = Schema<"EffectMentor">;
export type MentorRecord = Schema<"EffectRecord">;
export type Recognition = Schema<"EffectRecognition">;
export type Load = Schema<"EffectLoad">;

export const effectsKey = ["effects"] as const;

/** What every question about others may be narrowed by; empty narrows nothing. */
export interface Narrowing {
  unit: string;
  competency: string;
  from: string;
  until: string;
}

/** Only what is said. */
const said = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")) as Partial<T>;

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next || undefined,
};

export const summary = (narrowing: Narrowing) =>
  queryOptions({
    queryKey: [...effectsKey, "summary", narrowing],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/effects/summary", { params: { query: said(narrowing) }, signal })),
  });

export type Standing = Row["standing"] | "";

export const pairList = (narrowing: Narrowing, q: string, standing: Standing) =>
  infiniteQueryOptions({
    queryKey: [...effectsKey, "pairs", narrowing, q, standing],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/effects/pairs", {
          params: {
            query: {
              ...said(narrowing),
              ...(q && { q }),
              ...(standing && { standing }),
              ...said({ after: pageParam }),
            },
          },
          signal,
        }),
      ),
    ...pages,
  });

export const savePairs = (narrowing: Narrowing, q: string, standing: Standing, name: string) =>
  download("/effects/pairs.xlsx", name, { ...said({ ...narrowing, q, standing }), locale: locale() });

export type Flag = "" | "over" | "idle";

export const mentorList = (narrowing: Narrowing, q: string, flag: Flag) =>
  infiniteQueryOptions({
    queryKey: [...effectsKey, "mentors", narrowing, q, flag],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/effects/mentors", {
          params: {
            query: {
              ...said(narrowing),
              ...(q && { q }),
              ...(flag && { flag }),
              ...said({ after: pageParam }),
            },
          },
          signal,
        }),
      ),
    ...pages,
  });

export const load = (unit: string) =>
  queryOptions({
    queryKey: [...effectsKey, "load", unit],
    queryFn: ({ signal }) => unwrap(api.GET("/effects/load", { params: { query: said({ unit }) }, signal })),
  });

export const mine = queryOptions({
  queryKey: [...effectsKey, "mine"],
  queryFn: ({ signal }) => unwrap(api.GET("/effects/mine", { signal })),
});

export const askLook = (id: string) =>
  unwrap(api.POST("/effects/mine/{id}/look", { params: { path: { id } } }));

/** One's own record, or that of a mentor of whom the id is given. */
export const record = (mentor: string) =>
  queryOptions({
    queryKey: [...effectsKey, "record", mentor],
    queryFn: ({ signal }) =>
      mentor
        ? unwrap(api.GET("/effects/mentors/{id}", { params: { path: { id: mentor } }, signal }))
        : unwrap(api.GET("/effects/record", { signal })),
  });

/** The paper of a year: of oneself, or of a mentor of whom the id is given. */
export const recognition = (mentor: string, year: number) =>
  queryOptions({
    queryKey: [...effectsKey, "recognition", mentor, year],
    queryFn: ({ signal }) =>
      mentor
        ? unwrap(
            api.GET("/effects/mentors/{id}/recognition", {
              params: { path: { id: mentor }, query: { year } },
              signal,
            }),
          )
        : unwrap(api.GET("/effects/record/recognition", { params: { query: { year } }, signal })),
  });

export const competencies = queryOptions({
  queryKey: ["competency", "competencies"],
  queryFn: ({ signal }) => unwrap(api.GET("/competency/competencies", { signal })),
  staleTime: Infinity,
});
