import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, download, unwrap } from "@/api/client";
import { locale } from "@/lib/i18n";
import type { ComboOption } from "@/ui";

export type Review = Schema<"ReviewBody">;
export type ReviewInput = Schema<"ReviewInput">;
export type Part = Schema<"ReviewPart">;
export type ReviewedPerson = Schema<"ReviewPerson">;
export type OfPerson = Schema<"ReviewOfPerson">;
export type Item = Schema<"ReviewItem">;
export type Apart = Schema<"ReviewApart">;
export type Decision = Schema<"ReviewDecision">;
export type Deed = Schema<"ReviewDeed">["deed"];
export type Report = Schema<"ReviewReport">;
export type Joined = Schema<"ReviewJoined">;
export type Unled = Schema<"ReviewUnled">;
export type Competency = Schema<"CompetencyBody">;
export type Position = Schema<"StaffPositionBody">;

export interface PartFilter {
  q: string;
  state: Part["state"] | undefined;
  sort: PartSort | undefined;
}
export type PartSort = `${"" | "-"}${"unit" | "progress" | "late" | "apart"}`;

/** Everything known of reviews, to be asked anew after a change. */
export const reviewsKey = ["reviews"] as const;

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next || undefined,
};
const from = (after: string) => (after ? { after } : {});

export const reviewList = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "list", q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/reviews", { params: { query: { ...(q && { q }), ...from(pageParam) } }, signal })),
    ...pages,
  });

export const myReviews = queryOptions({
  queryKey: [...reviewsKey, "mine"],
  queryFn: ({ signal }) => unwrap(api.GET("/reviews/mine", { signal })),
});

/** Who came after the launch and can still be added, or all of them. */
export const joinedIn = (id: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "joined", id, q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/reviews/{id}/joined", {
          params: { path: { id }, query: { ...(q && { q }), ...from(pageParam) } },
          signal,
        }),
      ),
    ...pages,
  });

/** Whom nobody leads. */
export const unledIn = (id: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "unled", id, q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/reviews/{id}/unled", {
          params: { path: { id }, query: { ...(q && { q }), ...from(pageParam) } },
          signal,
        }),
      ),
    ...pages,
  });

export const toAppraise = queryOptions({
  queryKey: [...reviewsKey, "to-appraise"],
  queryFn: ({ signal }) => unwrap(api.GET("/reviews/to-appraise", { signal })),
});

const at = (id: string) => ({ params: { path: { id } } });

/** One review; asked every few seconds while it is open, so that progress is seen as it comes. */
export const oneReview = (id: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/reviews/{id}", { ...at(id), signal })),
    refetchInterval: ({ state: { data } }) =>
      data?.state === "closed" ? false : data?.state === "open" ? 5000 : 1000,
  });

export const partsOf = ({ id, state: of }: Pick<Review, "id" | "state">, { q, state, sort }: PartFilter) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "parts", id, q, state, sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/reviews/{id}/parts", {
          params: {
            path: { id },
            query: { ...(q && { q }), ...(state && { state }), ...(sort && { sort }), ...from(pageParam) },
          },
          signal,
        }),
      ),
    refetchInterval: of === "open" ? 5000 : false,
    ...pages,
  });

export const onePart = (id: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "part", id],
    queryFn: ({ signal }) => unwrap(api.GET("/reviews/parts/{id}", { ...at(id), signal })),
  });

export const peopleOf = (id: string, q: string, left: boolean) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "people", id, q, left],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/reviews/parts/{id}/people", {
          params: { path: { id }, query: { ...(q && { q }), ...(left && { left }), ...from(pageParam) } },
          signal,
        }),
      ),
    ...pages,
  });

export const personIn = (id: string, staff: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "person", id, staff],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/reviews/{id}/people/{staff_id}", { params: { path: { id, staff_id: staff } }, signal }),
      ),
  });

export const mineIn = (id: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "mine", id],
    queryFn: ({ signal }) => unwrap(api.GET("/reviews/mine/{id}", { ...at(id), signal })),
  });

export const apartIn = (id: string, q: string, undecided: boolean) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, "apart", id, q, undecided],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/reviews/{id}/calibration", {
          params: {
            path: { id },
            query: { ...(q && { q }), ...(undecided && { undecided }), ...from(pageParam) },
          },
          signal,
        }),
      ),
    ...pages,
  });

export const reportOf = (id: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "report", id],
    queryFn: ({ signal }) => unwrap(api.GET("/reviews/{id}/report", { ...at(id), signal })),
  });

export const competencies = queryOptions({
  queryKey: ["competency", "list"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/competency/competencies", { signal }))).items,
  staleTime: 300_000,
});

export const positions = queryOptions({
  queryKey: ["staff", "positions"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/staff/positions", { params: { query: { limit: 200 } }, signal }))).items,
  staleTime: 300_000,
});

export const reach = (body: ReviewInput) =>
  queryOptions({
    queryKey: [...reviewsKey, "reach", body.units, body.positions, body.competencies],
    queryFn: ({ signal }) => unwrap(api.POST("/reviews/reach", { body, signal })),
  });

export const launch = (body: ReviewInput) => unwrap(api.POST("/reviews", { body }));
export const callOff = (id: string) => unwrap(api.POST("/reviews/{id}/call-off", at(id)));
export const add = ({ id, people }: { id: string; people: string[] }) =>
  unwrap(api.POST("/reviews/{id}/joined", { ...at(id), body: { people } }));
export const nameAppraiser = ({ id, staff, appraiser }: { id: string; staff: string; appraiser: string }) =>
  unwrap(
    api.PUT("/reviews/{id}/people/{staff_id}/appraiser", {
      params: { path: { id, staff_id: staff } },
      body: { appraiser_id: appraiser },
    }),
  );
export const close = (id: string) => unwrap(api.POST("/reviews/{id}/close", at(id)));
export const remind = ({ id, part }: { id: string; part?: string }) =>
  unwrap(api.POST("/reviews/{id}/remind", { ...at(id), body: part ? { part_id: part } : {} }));
export const deed = ({ part, deed: what, reason = "" }: { part: string; deed: Deed; reason?: string }) =>
  unwrap(api.POST("/reviews/parts/{id}/deeds", { ...at(part), body: { deed: what, reason } }));
export const decide = ({ item, ...body }: Decision & { item: string }) =>
  unwrap(api.POST("/reviews/items/{id}/decision", { ...at(item), body }));

export interface Answer {
  item: string;
  level: number;
  note: string;
}
export const assessSelf = ({ item, level, note }: Answer) =>
  unwrap(api.PUT("/reviews/items/{id}/self", { ...at(item), body: { level, note } }));
export const appraise = ({ item, level, note }: Answer) =>
  unwrap(api.PUT("/reviews/items/{id}/appraisal", { ...at(item), body: { level, note } }));

export const saveReport = (id: string, name: string) =>
  download(`/reviews/${id}/report.xlsx`, name, { locale: locale() });

/** Communes, wards and departments by words of their name. */
export async function searchUnits(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const kinds = ["PHUONG", "XA", "SO"] as const;
  const found = await Promise.all(
    kinds.map((kind) =>
      unwrap(api.GET("/org/units", { params: { query: { limit: 20, kind, ...(q && { q }) } }, signal })),
    ),
  );
  return found.flatMap(({ items }) => items.map(({ id, name, code }) => ({ id, label: name, hint: code })));
}

/** Who may be named to appraise somebody, by words of their name. */
export const searchAppraisers =
  (id: string, staff: string) =>
  async (q: string, signal: AbortSignal): Promise<ComboOption[]> => {
    const { items } = await unwrap(
      api.GET("/reviews/{id}/people/{staff_id}/appraisers", {
        params: { path: { id, staff_id: staff }, query: q ? { q } : {} },
        signal,
      }),
    );
    return items.map(({ staff_id, name, unit }) => ({ id: staff_id, label: name, hint: unit }));
  };
