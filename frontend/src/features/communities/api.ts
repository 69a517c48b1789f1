import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { inLocale } from "@/lib/i18n";
import type { ComboOption } from "@/ui";

export type Post = Schema<"CommunityPost">;
export type Detail = Schema<"CommunityDetail">;
export type Reply = Schema<"CommunityAnswer">;
export type Field = Schema<"CommunityField">;
export type Fields = Schema<"CommunityFields">;
export type Text = Schema<"CommunityText">;
export type NewPost = Schema<"CommunityPostInput">;
export type Form = Post["form"];
export type Show = "all" | "unanswered" | "mine" | "followed" | "reported";
export type Judgement = Schema<"CommunityJudgement">["judgement"];

export const communitiesKey = ["communities"] as const;

export interface Filter {
  q: string;
  show: Show;
  form: Form | "";
  field: Pick<Field, "kind" | "code"> | undefined;
}

export const posts = ({ q, show, form, field }: Filter) =>
  infiniteQueryOptions({
    queryKey: [...communitiesKey, "list", q, show, form, field?.kind ?? "", field?.code ?? ""],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/communities/posts", {
          params: {
            query: {
              q,
              show,
              after: pageParam,
              ...(form && { form }),
              ...(field && { kind: field.kind, field: field.code }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const post = (id: string) =>
  queryOptions({
    queryKey: [...communitiesKey, "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/communities/posts/{id}", { params: { path: { id } }, signal })),
  });

export const fields = queryOptions({
  queryKey: [...communitiesKey, "fields"],
  queryFn: ({ signal }) => unwrap(api.GET("/communities/fields", { signal })),
});

export async function searchCompetencies(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/competency/competencies", { params: { query: { q } }, signal }));
  return items.map((each) => ({
    id: each.id,
    label: inLocale(each.name_vi, each.name_en),
    hint: each.group_vi,
  }));
}

export async function searchProcedures(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await unwrap(api.GET("/procedures", { params: { query: { q } }, signal }));
  return items.map((each) => ({ id: each.id, label: inLocale(each.name_vi, each.name_en), hint: each.code }));
}

const at = (id: string) => ({ params: { path: { id } } });
const part = (answer: string | undefined) => (answer ? { answer } : {});

export const add = (body: NewPost) => unwrap(api.POST("/communities/posts", { body }));
export const edit = (id: string, body: Text) =>
  unwrap(api.PUT("/communities/posts/{id}", { ...at(id), body }));
export const withdraw = (id: string) => unwrap(api.POST("/communities/posts/{id}/withdraw", at(id)));
export const reply = (id: string, body: string) =>
  unwrap(api.POST("/communities/posts/{id}/answers", { ...at(id), body: { body } }));
export const editReply = (id: string, body: string) =>
  unwrap(api.PUT("/communities/answers/{id}", { ...at(id), body: { body } }));
export const withdrawReply = (id: string) => unwrap(api.POST("/communities/answers/{id}/withdraw", at(id)));
export const acceptReply = (id: string) => unwrap(api.POST("/communities/answers/{id}/accept", at(id)));
export const report = (id: string, reason: string, answer?: string) =>
  unwrap(api.POST("/communities/posts/{id}/report", { ...at(id), body: { reason, ...part(answer) } }));
export const judge = (id: string, judgement: Judgement, reason: string, answer?: string) =>
  unwrap(
    api.POST("/communities/posts/{id}/judge", { ...at(id), body: { judgement, reason, ...part(answer) } }),
  );
export const follow = ({ kind, code }: Field, on: boolean) =>
  unwrap(api.PUT("/communities/follows", { body: { field_kind: kind, field: code, follow: on } }));
export const widen = ({ kind, code }: Field, on: boolean) =>
  unwrap(api.PUT("/communities/reaches", { body: { field_kind: kind, field: code, wide: on } }));
