import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema, UploadOptions } from "@/api/client";
import { api, download, unwrap, upload } from "@/api/client";
import { loadServerTexts } from "@/api/problem";
import type { ComboOption } from "@/ui";
import { inLocale } from "@/lib/i18n";

export type Item = Schema<"PortfolioItem">;
export type Detail = Schema<"PortfolioDetail">;
export type Draft = Schema<"PortfolioDraft">;
export type State = Item["state"];
export type Found = Schema<"PortfolioFound">;
export type OwnDeed = "submit" | "recall" | "reopen";

export const portfolioKey = ["portfolio"] as const;

const pages = { initialPageParam: "", getNextPageParam: (last: { next?: string }) => last.next || undefined };
const query = (q: string, state: State | "", after: string) => ({
  query: { q, after, ...(state && { state }) },
});
// Reading about somebody is logged: not again at every look at the window.
const logged = { staleTime: 5 * 60_000, refetchOnWindowFocus: false } as const;

export const mine = ({ q, state }: { q: string; state: State | "" }) =>
  infiniteQueryOptions({
    queryKey: [...portfolioKey, "mine", q, state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/portfolio/mine", { params: query(q, state, pageParam), signal })),
    ...pages,
  });

export const queue = ({ q, state }: { q: string; state: State | "" }) =>
  infiniteQueryOptions({
    queryKey: [...portfolioKey, "queue", q, state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/portfolio/reviews", { params: query(q, state, pageParam), signal })),
    ...pages,
  });

export const myItem = (id: string) =>
  queryOptions({
    queryKey: [...portfolioKey, "item", id],
    queryFn: async ({ signal }) => {
      const [found] = await Promise.all([
        unwrap(api.GET("/portfolio/mine/{id}", { params: { path: { id } }, signal })),
        loadServerTexts(),
      ]);
      return found;
    },
  });

export const reviewed = (id: string) =>
  queryOptions({
    queryKey: [...portfolioKey, "review", id],
    queryFn: ({ signal }) => unwrap(api.GET("/portfolio/reviews/{id}", { params: { path: { id } }, signal })),
    ...logged,
  });

export const levelsOf = (id: string) =>
  queryOptions({
    queryKey: ["competency", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/competency/competencies/{id}", { params: { path: { id } }, signal })),
    staleTime: 60 * 60_000,
  });

export async function searchCompetencies(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/competency/competencies", { params: { query: { q } }, signal }));
  return items.map((each) => ({
    id: each.id,
    label: inLocale(each.name_vi, each.name_en),
    hint: each.group_vi,
  }));
}

const at = (id: string) => ({ params: { path: { id } } });

export const add = (id: string, draft: Draft) =>
  unwrap(api.POST("/portfolio/mine", { body: { id, ...draft } }));
export const write = (id: string, draft: Draft) =>
  unwrap(api.PUT("/portfolio/mine/{id}", { ...at(id), body: draft }));
export const drop = (id: string) => unwrap(api.DELETE("/portfolio/mine/{id}", at(id)));
export const move = (id: string, deed: OwnDeed) =>
  unwrap(api.POST("/portfolio/mine/{id}/deeds/{deed}", { params: { path: { id, deed } } }));

export const attach = (id: string, file: File, options: UploadOptions) =>
  upload<Detail>(`/portfolio/mine/${id}/files`, file, options);
export const detach = (id: string, file: string) =>
  unwrap(api.DELETE("/portfolio/mine/{id}/files/{file}", { params: { path: { id, file } } }));
/** Saves a paper, of one's own or of an item under review. */
export const save = (whose: "mine" | "reviews", id: string, file: { id: string; name: string }) =>
  download(`/portfolio/${whose}/${id}/files/${file.id}`, file.name);

export const take = (id: string) => unwrap(api.POST("/portfolio/reviews/{id}/take", at(id)));
export const release = (id: string) => unwrap(api.POST("/portfolio/reviews/{id}/release", at(id)));
export const refuse = (id: string, reason: string) =>
  unwrap(api.POST("/portfolio/reviews/{id}/refuse", { ...at(id), body: { reason } }));
export const accept = (id: string, levels: Found[], words: string) =>
  unwrap(api.POST("/portfolio/reviews/{id}/accept", { ...at(id), body: { levels, words } }));
export async function tryOut(id: string, levels: Found[]) {
  await loadServerTexts();
  return unwrap(api.POST("/portfolio/reviews/{id}/try", { ...at(id), body: { levels, words: "" } }));
}
