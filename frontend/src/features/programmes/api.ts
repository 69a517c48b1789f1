import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import type { ComboOption } from "@/ui";

export type Programme = Schema<"ProgrammeBody">;
export type ProgrammeInput = Schema<"ProgrammeInput">;
export type Figures = NonNullable<Programme["figures"]>;
export type ModeFigures = Figures["optimum"];
export type Pair = Schema<"ProgrammePair">;
export type Option = Schema<"ProgrammeOption">;
export type Adjustment = Schema<"ProgrammeAdjustment">;
export type Adjusted = Schema<"ProgrammeAdjusted">;
export type Competency = Schema<"CompetencyBody">;

export type Answer = NonNullable<Pair["answer"]>;

export interface PairFilter {
  q: string;
  served: "" | "yes" | "no" | Answer;
}

/** Everything known of programmes, to be asked anew after a change. */
export const programmesKey = ["programmes"] as const;

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next || undefined,
};
const from = (after: string) => (after ? { after } : {});
const at = (id: string) => ({ params: { path: { id } } });

export const programmeList = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...programmesKey, "list", q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/programmes", { params: { query: { ...(q && { q }), ...from(pageParam) } }, signal })),
    ...pages,
  });

/** One programme; while it is being matched it is asked for every second. */
export const oneProgramme = (id: string) =>
  queryOptions({
    queryKey: [...programmesKey, id],
    queryFn: ({ signal }) => unwrap(api.GET("/programmes/{id}", { ...at(id), signal })),
    refetchInterval: ({ state }) => (state.data?.state === "matching" ? 1000 : false),
  });

export const pairsOf = (id: string, filter: PairFilter) =>
  infiniteQueryOptions({
    queryKey: [...programmesKey, id, "pairs", filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/programmes/{id}/pairs", {
          params: {
            path: { id },
            query: {
              ...(filter.q && { q: filter.q }),
              ...(filter.served === "yes" || filter.served === "no"
                ? { served: filter.served }
                : filter.served && { answer: filter.served }),
              ...from(pageParam),
            },
          },
          signal,
        }),
      ),
    ...pages,
  });

export const explanation = (id: string, learner: string, need: string) =>
  queryOptions({
    queryKey: [...programmesKey, id, "explain", learner, need],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/programmes/{id}/explain", { params: { path: { id }, query: { learner, need } }, signal }),
      ),
  });

/** A programme to plan another one by, its communes by name. */
export interface Plan {
  programme: Programme;
  communes: ComboOption[];
}

export const planned = (id: string) =>
  queryOptions({
    queryKey: [...programmesKey, id, "plan"],
    queryFn: async ({ signal }): Promise<Plan> => {
      const [programme, all] = await Promise.all([
        unwrap(api.GET("/programmes/{id}", { ...at(id), signal })),
        allCommunes(),
      ]);
      return { programme, communes: all.filter((unit) => programme.units?.includes(unit.id)) };
    },
    staleTime: Number.POSITIVE_INFINITY, // a form keeps what was typed
    gcTime: 0,
  });

export const competencies = queryOptions({
  queryKey: ["competency", "list"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/competency/competencies", { signal }))).items,
  staleTime: 300_000,
});

type Unit = Schema<"UnitBody">;
const kinds = ["PHUONG", "XA"];
const named = (units: Unit[]): ComboOption[] =>
  units.map(({ id, name, code }) => ({ id, label: name, hint: code }));

async function communes(query: { limit: number; q?: string }, signal?: AbortSignal): Promise<ComboOption[]> {
  const found = await Promise.all(
    kinds.map((kind) =>
      unwrap(api.GET("/org/units", { params: { query: { ...query, kind } }, ...(signal && { signal }) })),
    ),
  );
  return found.flatMap(({ items }) => named(items));
}

export const searchCommunes = (q: string, signal: AbortSignal) =>
  communes({ limit: 20, ...(q && { q }) }, signal);
export const allCommunes = () => communes({ limit: 200 });

/** The communes that border one of these. */
export async function bordering(chosen: ComboOption[]): Promise<ComboOption[]> {
  const units = await Promise.all(chosen.map(({ id }) => unwrap(api.GET("/org/units/{id}", at(id)))));
  return named(
    units.flatMap(({ neighbours }) => neighbours ?? []).filter(({ kind }) => kinds.includes(kind)),
  );
}

export const addProgramme = (body: ProgrammeInput) => unwrap(api.POST("/programmes", { body }));
export const changeProgramme = (id: string, body: ProgrammeInput) =>
  unwrap(api.PUT("/programmes/{id}", { ...at(id), body }));
export const matchProgramme = (id: string) => unwrap(api.POST("/programmes/{id}/match", at(id)));
export const stopProgramme = (id: string) => unwrap(api.POST("/programmes/{id}/stop", at(id)));
export const cancelProgramme = (id: string) => unwrap(api.POST("/programmes/{id}/cancel", at(id)));
export const publishProgramme = (id: string) => unwrap(api.POST("/programmes/{id}/publish", at(id)));
export const tryAdjustment = (id: string, body: Adjustment) =>
  unwrap(api.POST("/programmes/{id}/try", { ...at(id), body }));
export const adjust = (id: string, body: Adjustment) =>
  unwrap(api.POST("/programmes/{id}/adjust", { ...at(id), body }));
