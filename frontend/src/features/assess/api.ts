import { queryOptions } from "@tanstack/react-query";
import { answers as outbox } from "@/api/answers";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { Locale } from "@/lib/i18n";
import { restore } from "./saving";

export type Quiz = Schema<"QuizCard">;
export type QuizAttempt = Schema<"QuizAttempt">;
export type Attempt = Schema<"AttemptBody">;
export type Question = Schema<"AttemptQuestion">;
export type Result = Schema<"AttemptResult">;
export type Review = Schema<"ResultQuestion">;

export const quiz = (id: string, locale: Locale) =>
  queryOptions({
    queryKey: ["assess", "quiz", id, locale],
    queryFn: async ({ signal }) => {
      const [card] = await Promise.all([
        unwrap(api.GET("/assess/quizzes/{id}", { params: { path: { id } }, signal })),
        loadServerTexts(),
      ]);
      return card;
    },
    staleTime: 0,
  });

export const startAttempt = (quizId: string): Promise<Attempt> =>
  unwrap(api.POST("/assess/quizzes/{id}/attempts", { params: { path: { id: quizId } } }));

export interface Sitting {
  attempt: Attempt;
  /** What stands: the server's answers, and over them those that still wait on this machine. */
  answers: Record<string, string[]>;
  /** Server time minus this machine's, in milliseconds. */
  skew: number;
}

/** An attempt as it stands, here and on the server. */
export const sitting = (id: string) =>
  queryOptions({
    queryKey: ["assess", "attempt", id],
    queryFn: async ({ signal }): Promise<Sitting> => {
      const attempt = await unwrap(api.GET("/assess/attempts/{id}", { params: { path: { id } }, signal }));
      const skew = Date.parse(attempt.server_now) - Date.now();
      const box = outbox();
      if (!box) throw new Error("an attempt without a session");
      return { attempt, answers: await restore(box, attempt), skew };
    },
    // What was cached may lack the latest answers.
    gcTime: 0,
  });

export const resultKey = (id: string) => ["assess", "result", id];

export const result = (id: string) =>
  queryOptions({
    queryKey: resultKey(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/assess/attempts/{id}/result", { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

/** The server's sentences in a language, true once they are here. */
export const serverWords = (locale: Locale) =>
  queryOptions({
    queryKey: ["server-words", locale],
    queryFn: () => loadServerTexts().then(() => true),
    staleTime: Infinity,
  });

export const handIn = (id: string): Promise<Result> =>
  unwrap(api.POST("/assess/attempts/{id}/hand-in", { params: { path: { id } } }));
