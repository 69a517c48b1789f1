import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { Locale } from "@/lib/i18n";

export type Notice = Schema<"NoticeBody">;

const root = ["notify"] as const;

/** Everything known of notices, to be asked anew after a change. */
export const noticesKey = root;

/** Notices, newest first, with the sentences to say them. */
export const notices = (locale: Locale) =>
  infiniteQueryOptions({
    queryKey: [...root, "list", locale],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { after: pageParam } : {};
      const [page] = await Promise.all([
        unwrap(api.GET("/notify/messages", { params: { query }, signal })),
        loadServerTexts(),
      ]);
      return page;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** How many notices are unread; asked again every few minutes. */
export const unreadCount = queryOptions({
  queryKey: [...root, "unread"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/notify/messages", { params: { query: { limit: 1 } }, signal }))).unread,
  staleTime: 60_000,
  refetchInterval: 180_000,
});

export const markRead = (id: string) =>
  unwrap(api.POST("/notify/messages/{id}/read", { params: { path: { id } } }));

export const markAllRead = () => unwrap(api.POST("/notify/messages/read-all"));
