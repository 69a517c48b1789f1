import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";

export type Absent = Schema<"StaffAbsentBody">;
export type AbsentInput = Schema<"StaffAbsentInput">;
export type Counter = Schema<"StaffCounterBody">;
export type Kind = Absent["kind"];

export const kinds: readonly Kind[] = ["leave", "mission", "training", "other"];

/** Who is away and how many are at the counters, to be asked anew after a change. */
export const coverKey = ["staff", "cover"] as const;

/** Absences that end today or later, or those that are over. */
export const absences = ({ q, over }: { q: string; over: boolean }) =>
  infiniteQueryOptions({
    queryKey: [...coverKey, "absences", q, over],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/staff/absences", { params: { query: { q, over, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** Counters of the reader's units. */
export const counters = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...coverKey, "counters", q],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/staff/counters", { params: { query: { q, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** People of the reader's scope, by name. */
export const findPeople = (q: string, signal: AbortSignal) =>
  unwrap(api.GET("/staff/people", { params: { query: { q, limit: 8 } }, signal }));

const at = (id: string) => ({ params: { path: { id } } });

export const enter = (body: AbsentInput) => unwrap(api.POST("/staff/absences", { body }));
export const drop = (id: string) => unwrap(api.DELETE("/staff/absences/{id}", at(id)));
export const setCounter = (id: string, minimum: number) =>
  unwrap(api.PUT("/staff/counters/{id}", { ...at(id), body: { minimum } }));
export const dropCounter = (id: string) => unwrap(api.DELETE("/staff/counters/{id}", at(id)));
