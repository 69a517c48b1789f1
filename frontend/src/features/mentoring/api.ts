import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { Locale } from "@/lib/i18n";

export type Pair = Schema<"PairBody">;
export type PairDetail = Schema<"PairDetail">;
export type PairState = Pair["state"];
export type Session = Schema<"CoachingSessionBody">;
export type SessionInput = Schema<"CoachingSessionInput">;
export type Mode = Session["mode"];
export type Suggestion = Schema<"SuggestionBody">;
export type Profile = Schema<"MentorProfileBody">;
export type ProfileInput = Schema<"MentorProfileInput">;
export type Moved = Schema<"CoachedLevel">;
export type Competency = Schema<"CoachedCompetency">;
export type Gap = Schema<"GapItem">;

const root = ["mentoring"] as const;

/** Everything known of mentoring, to be asked anew after a change. */
export const mentoringKey = root;

/** All pairs of the caller on one side, newest request first. */
export const pairs = (side: "learner" | "mentor") =>
  queryOptions({
    queryKey: [...root, "pairs", side],
    queryFn: async ({ signal }) => {
      const items: Pair[] = [];
      let after: string | undefined;
      do {
        const query = { as: side, limit: 200, ...(after ? { after } : {}) };
        // Each page names the next one.
        // oxlint-disable-next-line no-await-in-loop
        const page = await unwrap(api.GET("/mentoring/pairs", { params: { query }, signal }));
        items.push(...page.items);
        after = page.next;
      } while (after);
      return items;
    },
  });

export const pair = (id: string) =>
  queryOptions({
    queryKey: [...root, "pair", id],
    queryFn: ({ signal }) => unwrap(api.GET("/mentoring/pairs/{id}", { params: { path: { id } }, signal })),
  });

/** Who can help with a competency, with the sentences of why. */
export const suggestions = (competency: string, locale: Locale) =>
  queryOptions({
    queryKey: [...root, "suggestions", competency, locale],
    queryFn: async ({ signal }) => {
      const [list] = await Promise.all([
        unwrap(api.GET("/mentoring/suggestions", { params: { query: { competency } }, signal })),
        loadServerTexts(),
      ]);
      return list;
    },
  });

export const profile = (locale: Locale) =>
  queryOptions({
    queryKey: [...root, "profile", locale],
    queryFn: async ({ signal }) => {
      const [own] = await Promise.all([unwrap(api.GET("/mentoring/profile", { signal })), loadServerTexts()]);
      return own;
    },
  });

export const myGaps = queryOptions({
  queryKey: ["gaps", "mine"],
  queryFn: ({ signal }) => unwrap(api.GET("/gaps/mine", { signal })),
});

/** The described levels of a competency. */
export const levels = (id: string) =>
  queryOptions({
    queryKey: ["competency", "levels", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/competency/competencies/{id}", { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

const at = (id: string) => ({ params: { path: { id } } });

export const ask = (body: Schema<"PairRequestInput">) => unwrap(api.POST("/mentoring/pairs", { body }));
export const accept = (id: string) => unwrap(api.POST("/mentoring/pairs/{id}/accept", at(id)));
export const decline = (id: string, reason: string) =>
  unwrap(api.POST("/mentoring/pairs/{id}/decline", { ...at(id), body: { reason } }));
export const end = (id: string, reason: string, completed: boolean) =>
  unwrap(api.POST("/mentoring/pairs/{id}/end", { ...at(id), body: { reason, completed } }));
export const logSession = (id: string, body: SessionInput) =>
  unwrap(api.POST("/mentoring/pairs/{id}/sessions", { ...at(id), body }));
export const confirmSession = (id: string) => unwrap(api.POST("/mentoring/sessions/{id}/confirm", at(id)));
export const disputeSession = (id: string, words: string) =>
  unwrap(api.POST("/mentoring/sessions/{id}/dispute", { ...at(id), body: { text: words } }));
export const saveProfile = (body: ProfileInput) => unwrap(api.PUT("/mentoring/profile", { body }));
