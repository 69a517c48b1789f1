import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, download, unwrap } from "@/api/client";
import { locale } from "@/lib/i18n";

export type Reading = Schema<"RightsReading">;
export type Holding = Schema<"RightsHolding">;
export type Notice = Schema<"RightsNotice">;

/** Who looked at my record, a line a day, the latest first. */
export const readings = infiniteQueryOptions({
  queryKey: ["rights", "readings"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(api.GET("/rights/readings", { params: { query: { after: pageParam } }, signal })),
  initialPageParam: "",
  getNextPageParam: (last) => last.next || undefined,
});

/** How much is held about me, by room. */
export const holdings = queryOptions({
  queryKey: ["rights", "holdings"],
  queryFn: ({ signal }) => unwrap(api.GET("/rights/holdings", { signal })),
});

export const notice = queryOptions({
  queryKey: ["rights", "notice"],
  queryFn: ({ signal }) => unwrap(api.GET("/rights/notice", { signal })),
});

export const putNotice = (body: Schema<"RightsNewNotice">) => unwrap(api.PUT("/rights/notice", { body }));

/** Saves everything held about me. */
export const takeAll = (name: string) => download("/rights/export", name, { locale: locale() });
