import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import type { ComboOption } from "@/ui";
import type { Grant } from "./rules";
import { nearest } from "./rules";

export type Account = Schema<"AccountBody">;
export type Deed = Schema<"AuditBody">;
export type InviteLink = Schema<"InviteLink">;

const few = 8;

export const accounts = (q: string, role: string) =>
  infiniteQueryOptions({
    queryKey: ["accounts", "list", q, role],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/auth/accounts", { params: { query: { q, role, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const saveGrants = (id: string, grants: Grant[]) =>
  unwrap(
    api.PUT("/auth/accounts/{id}/grants", {
      params: { path: { id } },
      body: { grants: grants.map(({ role, unit }) => ({ role, unit_id: unit.id })) },
    }),
  );

export const disable = (id: string) =>
  unwrap(api.POST("/auth/accounts/{id}/disable", { params: { path: { id } } }));

export const enable = (id: string) =>
  unwrap(api.POST("/auth/accounts/{id}/enable", { params: { path: { id } } }));

/** Makes the account when there is none; earlier links of the person become void. */
export const invite = (staffId: string): Promise<InviteLink> =>
  unwrap(api.POST("/auth/invites", { body: { staff_id: staffId } }));

export async function searchUnits(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/org/units", { params: { query: { q, limit: 100 } }, signal }));
  return nearest(items, few).map(({ id, name, code }) => ({ id, label: name, hint: code }));
}

/** People of the administrator's units, with or without an account. */
export async function searchPeople(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/staff/people", { params: { query: { q, limit: few } }, signal }));
  return items.map(({ id, full_name, code, unit }) => ({
    id,
    label: full_name,
    hint: [code, unit.name].filter(Boolean).join(" · "),
  }));
}

/** What was done, latest first; `room` is the beginning of a deed's name. */
export const deeds = (room: string) =>
  infiniteQueryOptions({
    queryKey: ["accounts", "audit", room],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/auth/audit", { params: { query: { q: room, after: pageParam, limit: 50 } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
