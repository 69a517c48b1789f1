import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { loadServerTexts, Problem } from "@/api/problem";
import type { Locale } from "@/lib/i18n";
import type { ComboOption } from "@/ui";

export type ClassBody = Schema<"ClassBody">;
export type ClassDetail = Schema<"ClassDetail">;
export type ClassInput = Schema<"ClassInput">;
export type ClassState = ClassBody["state"];
export type ClassSession = Schema<"ClassSession">;
export type Half = ClassSession["half"];
export type Nomination = Schema<"NominationBody">;
export type SeatState = Nomination["state"];
export type Candidate = Schema<"CandidateBody">;
export type Attendance = Schema<"AttendanceBody">;
export type AttendancePerson = Schema<"AttendancePerson">;
export type Mark = Schema<"MarkInput">["mark"];
export type Seat = Schema<"SeatBody">;
export type Unit = Schema<"UnitBody">;
export type Competency = Schema<"CompetencyBody">;
export type Approval = Schema<"ApprovalBody">;
export type Closing = Schema<"ClosingBody">;

const root = ["classes"] as const;

/** Everything known of classes, to be asked anew after a change. */
export const classesKey = root;

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next || undefined,
};

export interface ClassFilter {
  q: string;
  state: string;
  mine: boolean;
}

/** Classes the caller organises, trains or may nominate to, latest first. */
export const classList = ({ q, state, mine }: ClassFilter) =>
  infiniteQueryOptions({
    queryKey: [...root, "list", q, state, mine],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/classes", {
          params: {
            query: {
              ...(q && { q }),
              ...(state && { state: state as ClassState }),
              ...(mine && { mine }),
              ...(pageParam && { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    ...pages,
  });

/** The caller's own places, latest class first. */
export const mySeats = infiniteQueryOptions({
  queryKey: [...root, "mine"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET("/classes/mine", { params: { query: pageParam ? { after: pageParam } : {} }, signal })),
  ...pages,
});

/** The caller's place in one class; a Problem 404 without one. */
export const mySeatIn = (classId: string) =>
  queryOptions({
    queryKey: [...root, "mine", classId],
    queryFn: async ({ signal }) => {
      let after: string | undefined;
      do {
        const query = { limit: 200, ...(after ? { after } : {}) };
        // Each page names the next one.
        // oxlint-disable-next-line no-await-in-loop
        const page = await unwrap(api.GET("/classes/mine", { params: { query }, signal }));
        const seat = page.items.find((each) => each.class_id === classId);
        if (seat) return seat;
        after = page.next;
      } while (after);
      await loadServerTexts();
      throw new Problem(404, { key: "classes.not_found" });
    },
  });

const at = (id: string) => ({ params: { path: { id } } });

export const oneClass = (id: string) =>
  queryOptions({
    queryKey: [...root, "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/classes/{id}", { ...at(id), signal })),
  });

/** People who may be nominated, the widest gap first, with the sentences of why not. */
export const candidates = (id: string, q: string, locale: Locale) =>
  infiniteQueryOptions({
    queryKey: [...root, "candidates", id, q, locale],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(q && { q }), ...(pageParam && { after: pageParam }) };
      const [page] = await Promise.all([
        unwrap(api.GET("/classes/{id}/candidates", { params: { path: { id }, query }, signal })),
        loadServerTexts(),
      ]);
      return page;
    },
    ...pages,
  });

export const attendance = (id: string) =>
  queryOptions({
    queryKey: [...root, "attendance", id],
    queryFn: ({ signal }) => unwrap(api.GET("/classes/{id}/attendance", { ...at(id), signal })),
  });

/** A unit of the tree, which does not change while one works. */
export const unit = (id: string) =>
  queryOptions({
    queryKey: ["org", "unit", id],
    queryFn: ({ signal }) => unwrap(api.GET("/org/units/{id}", { ...at(id), signal })),
    staleTime: Infinity,
  });

export const competencies = queryOptions({
  queryKey: ["competency", "list"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/competency/competencies", { signal }))).items,
  staleTime: 300_000,
});

export const createClass = (body: ClassInput) => unwrap(api.POST("/classes", { body }));
export const editClass = (id: string, body: ClassInput) =>
  unwrap(api.PUT("/classes/{id}", { ...at(id), body }));
export const openClass = (id: string) => unwrap(api.POST("/classes/{id}/open", at(id)));
export const cancelClass = (id: string, reason: string) =>
  unwrap(api.POST("/classes/{id}/cancel", { ...at(id), body: { reason } }));
export const closeClass = (id: string) => unwrap(api.POST("/classes/{id}/close", at(id)));

export const nominate = (id: string, staffIds: string[]) =>
  unwrap(api.POST("/classes/{id}/nominations", { ...at(id), body: { staff_ids: staffIds } }));
export const withdraw = (nomination: string) =>
  unwrap(api.POST("/classes/nominations/{id}/withdraw", at(nomination)));
export const approveAll = async (id: string, nominations: string[]): Promise<Approval> => {
  const done = await unwrap(
    api.POST("/classes/{id}/approve", { ...at(id), body: { nomination_ids: nominations } }),
  );
  if (done.refused.length > 0) await loadServerTexts();
  return done;
};
export const decline = (nomination: string, reason: string) =>
  unwrap(api.POST("/classes/nominations/{id}/decline", { ...at(nomination), body: { reason } }));

export const mark = (id: string, sessionId: string, marks: Schema<"MarkInput">[]) =>
  unwrap(api.POST("/classes/{id}/attendance", { ...at(id), body: { session_id: sessionId, marks } }));

const unitsLike = async (q: string, signal: AbortSignal, kind?: string): Promise<ComboOption[]> => {
  const query = { limit: 20, ...(q && { q }), ...(kind && { kind }) };
  const { items } = await unwrap(api.GET("/org/units", { params: { query }, signal }));
  return items.map(({ id, name, code }) => ({ id, label: name, hint: code }));
};

/** Communes, wards and departments of the province by words of their name: who may have a quota. */
export async function searchCommunes(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const found = await Promise.all(["PHUONG", "XA", "SO"].map((kind) => unitsLike(q, signal, kind)));
  return found.flat();
}

/** Units that may organise a class by words of their name: departments and communes first, then any other. */
export async function searchOrganisers(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const [departments, communes, others] = await Promise.all([
    unitsLike(q, signal, "SO"),
    q ? searchCommunes(q, signal) : [],
    q ? unitsLike(q, signal) : [],
  ]);
  return [...new Map([...departments, ...communes, ...others].map((each) => [each.id, each])).values()];
}

/** People by words of their name, for choosing a trainer. */
export async function searchPeople(q: string, signal: AbortSignal): Promise<ComboOption[]> {
  const query = { limit: 20, ...(q && { q }) };
  const { items } = await unwrap(api.GET("/staff/people", { params: { query }, signal }));
  return items.map(({ id, full_name, code, unit: { name } }) => ({
    id,
    label: full_name,
    hint: `${code} · ${name}`,
  }));
}

type Person = Schema<"StaffPersonBody">;

/** The posts of some people of one unit, by person. Stops as soon as all are found. */
export async function postsOf(unitId: string, staffIds: string[]): Promise<Map<string, Person["posts"]>> {
  const found = new Map<string, Person["posts"]>();
  let after: string | undefined;
  do {
    const query = { unit: unitId, limit: 200, ...(after ? { after } : {}) };
    // Each page names the next one.
    // oxlint-disable-next-line no-await-in-loop
    const page = await unwrap(api.GET("/staff/people", { params: { query } }));
    for (const { id, posts } of page.items) if (staffIds.includes(id)) found.set(id, posts);
    after = page.next;
  } while (after && found.size < staffIds.length);
  return found;
}
