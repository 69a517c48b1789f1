import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";

export type Effect = Schema<"EvidenceEffect">;
export type Entry = Schema<"EvidenceItem">;
export type Objection = Schema<"EvidenceObjection">;
export type Act = "appraisal" | "observation" | "override";

/** What somebody says of a person's level. `day` is when it was seen, or the last day it holds. */
export interface Saying {
  id: string;
  act: Act;
  level: number;
  reason: string;
  day: string;
}

/** Says it, or with `only` asks what it would do. */
export async function say(
  staff_id: string,
  competency_id: string,
  saying: Saying,
  only: boolean,
): Promise<Effect> {
  await loadServerTexts();
  const { id, act, level, reason, day } = saying;
  const params = { path: { staff_id, competency_id } };
  const body = { id, level, reason, try: only };
  switch (act) {
    case "appraisal":
      return unwrap(api.POST("/evidence/people/{staff_id}/{competency_id}/appraisal", { params, body }));
    case "observation":
      return unwrap(
        api.POST("/evidence/people/{staff_id}/{competency_id}/observation", {
          params,
          body: { ...body, ...(day && { seen_on: day }) },
        }),
      );
    case "override":
      return unwrap(
        api.POST("/evidence/people/{staff_id}/{competency_id}/override", {
          params,
          body: { ...body, until: day },
        }),
      );
  }
}

/** Takes an entry back, or with `only` asks what that would do. */
export async function withdraw(entry: string, id: string, reason: string, only: boolean): Promise<Effect> {
  await loadServerTexts();
  return unwrap(
    api.POST("/evidence/entries/{id}/withdraw", {
      params: { path: { id: entry } },
      body: { id, reason, try: only },
    }),
  );
}

export const answer = (id: string, words: string, entry: string) =>
  unwrap(
    api.POST("/evidence/disputes/{id}/answer", {
      params: { path: { id } },
      body: { answer: words, ...(entry && { entry_id: entry }) },
    }),
  );
