import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { Locale } from "@/lib/i18n";

export type Gap = Schema<"GapItem">;
export type Summary = Schema<"GapSummary">;
export type Retraining = Schema<"EvidenceRetraining">;
export type Why = Schema<"EvidenceWhy">;

/** Everything my posts require, beside what I have shown. */
export const myGaps = queryOptions({
  queryKey: ["gaps", "mine"],
  queryFn: ({ signal }) => unwrap(api.GET("/gaps/mine", { signal })),
});

/** What changed and I am asked to learn. */
export const myRetrainings = queryOptions({
  queryKey: ["evidence", "retrainings"],
  queryFn: ({ signal }) => unwrap(api.GET("/evidence/retrainings/mine", { signal })),
});

/** What stands behind my level, with the server's sentences in the reader's language. */
export const myWhy = (competency: string, locale: Locale) =>
  queryOptions({
    queryKey: ["evidence", "mine", competency, locale],
    queryFn: async ({ signal }) => {
      const [why] = await Promise.all([
        unwrap(
          api.GET("/evidence/mine/{competency_id}", {
            params: { path: { competency_id: competency } },
            signal,
          }),
        ),
        loadServerTexts(),
      ]);
      return why;
    },
  });

export type Objection = Schema<"EvidenceObjection">;

/** Notes how I see my own level. */
export const assessMyself = (competency_id: string, body: Schema<"EvidenceSelfDeed">) =>
  unwrap(api.POST("/evidence/mine/{competency_id}/self", { params: { path: { competency_id } }, body }));

/** Tells my superiors that a level of mine is wrong. */
export const object = (competency_id: string, body: Schema<"EvidenceNewDispute">) =>
  unwrap(api.POST("/evidence/mine/{competency_id}/disputes", { params: { path: { competency_id } }, body }));

/** Takes my own self-assessment back. */
export const withdraw = (entry: string, id: string, reason: string) =>
  unwrap(
    api.POST("/evidence/entries/{id}/withdraw", {
      params: { path: { id: entry } },
      body: { id, reason, try: false },
    }),
  );
