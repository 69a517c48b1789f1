import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, download, unwrap } from "@/api/client";
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
export type GapHelp = Schema<"SuggestionList">;
export type Unit = Schema<"UnitBody">;
export type Skill = Schema<"MentorSkill">;
export type Absence = Schema<"StaffAbsenceBody">;
export type Proposal = Schema<"MentorProposalBody">;

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
      const path = { competency_id: competency };
      const [list] = await Promise.all([
        unwrap(api.GET("/mentoring/suggestions/{competency_id}", { params: { path }, signal })),
        loadServerTexts(),
      ]);
      return list;
    },
  });

/** Who can help with each of the reader's gaps. */
export const gapHelp = (locale: Locale) =>
  queryOptions({
    queryKey: [...root, "suggestions", locale],
    queryFn: async ({ signal }) => {
      const [all] = await Promise.all([
        unwrap(api.GET("/mentoring/suggestions", { signal })),
        loadServerTexts(),
      ]);
      return all;
    },
  });

/** The half-days on which the reader can be met. */
export const myTimes = queryOptions({
  queryKey: [...root, "times"],
  queryFn: ({ signal }) => unwrap(api.GET("/mentoring/times", { signal })),
});

/** Communes around the reader's own. */
export const nearWards = queryOptions({
  queryKey: [...root, "near"],
  queryFn: ({ signal }) => unwrap(api.GET("/mentoring/near", { signal })),
  staleTime: 60 * 60_000,
});

/** Communes and wards by name. */
export async function findWards(q: string, signal: AbortSignal): Promise<Unit[]> {
  const of = (kind: string) =>
    unwrap(api.GET("/org/units", { params: { query: { q, kind, limit: 8 } }, signal }));
  const [wards, communes] = await Promise.all([of("PHUONG"), of("XA")]);
  return [...wards.items, ...communes.items];
}

/** People whom the reader leads, by name. */
export const findPeople = (q: string, signal: AbortSignal) =>
  unwrap(api.GET("/staff/people", { params: { query: { q, limit: 8 } }, signal }));

/** The reader's own absences that are not over. */
export const myAbsences = queryOptions({
  queryKey: [...root, "absences"],
  queryFn: ({ signal }) => unwrap(api.GET("/staff/absences/mine", { signal })),
});

/** Who was proposed as a mentor, the latest first. */
export const proposals = ({ q, state }: { q: string; state: Proposal["state"] | "" }) =>
  infiniteQueryOptions({
    queryKey: [...root, "proposals", q, state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/mentoring/proposals", {
          params: { query: { q, after: pageParam, ...(state && { state }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** Competencies, and which are not learnt from one's direct superior. */
export const sensitive = queryOptions({
  queryKey: [...root, "sensitive"],
  queryFn: ({ signal }) => unwrap(api.GET("/mentoring/sensitive", { signal })),
});

export const profile = (locale: Locale) =>
  queryOptions({
    queryKey: [...root, "profile", locale],
    queryFn: async ({ signal }) => {
      const [own] = await Promise.all([unwrap(api.GET("/mentoring/profile", { signal })), loadServerTexts()]);
      return own;
    },
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

export type Booking = Schema<"BookingBody">;
export type BookingState = Booking["state"];
export type Item = Schema<"SharedItem">;
export type ItemKind = Item["kind"];
export type Resource = Schema<"PairResource">;
export type Call = Schema<"MentorCall">;
export type HandOver = Schema<"HandOverBody">;
export type HandOverSide = HandOver["side"];
export type PairStep = Schema<"PairStep">;
export type Watched = Schema<"WatchedPair">;
export type FlagName = Watched["flag"];
export type Phase = NonNullable<PairDetail["asked_for"]>;

export const freeTimes = (id: string, minutes: number) =>
  queryOptions({
    queryKey: [...root, "free", id, minutes],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET("/mentoring/pairs/{id}/free-times", {
            params: { path: { id }, query: { minutes } },
            signal,
          }),
        )
      ).items,
  });

export const calendarAddress = queryOptions({
  queryKey: [...root, "calendar"],
  queryFn: ({ signal }) => unwrap(api.GET("/mentoring/calendar", { signal })),
});

export const handOversToMe = queryOptions({
  queryKey: [...root, "hand-overs"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/mentoring/hand-overs", { signal }))).items,
});

/** Who could take a pair over; `watched` asks as the department. */
export const successors = (id: string, watched: boolean) =>
  queryOptions({
    queryKey: [...root, "successors", id],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          watched
            ? api.GET("/mentoring/watched/{id}/successors", { ...at(id), signal })
            : api.GET("/mentoring/pairs/{id}/successors", { ...at(id), signal }),
        )
      ).items,
  });

export const watched = (filter: { flag?: FlagName; q?: string }) =>
  infiniteQueryOptions({
    queryKey: [...root, "watched", filter],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/mentoring/watched", {
          params: { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });

export const feedbackSummary = queryOptions({
  queryKey: [...root, "feedback"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/mentoring/feedback", { signal }))).sides,
});

export const requestPair = (id: string, message: string) =>
  unwrap(api.POST("/mentoring/pairs/{id}/request", { ...at(id), body: { message } }));
export const refusePair = (id: string, reason: string) =>
  unwrap(api.POST("/mentoring/pairs/{id}/refuse", { ...at(id), body: { reason } }));
export const pausePair = (id: string, reason: string) =>
  unwrap(api.POST("/mentoring/pairs/{id}/pause", { ...at(id), body: { reason } }));
export const resumePair = (id: string) => unwrap(api.POST("/mentoring/pairs/{id}/resume", at(id)));
export const book = (id: string, body: Schema<"BookingInput">) =>
  unwrap(api.POST("/mentoring/pairs/{id}/bookings", { ...at(id), body }));
export const moveBooking = (id: string, body: Schema<"BookingMove">) =>
  unwrap(api.POST("/mentoring/bookings/{id}/move", { ...at(id), body }));
export const cancelBooking = (id: string, reason: string) =>
  unwrap(api.POST("/mentoring/bookings/{id}/cancel", { ...at(id), body: { reason } }));
export const bookingFile = (id: string, locale: Locale) =>
  download(`/mentoring/bookings/${id}/calendar`, "kem-cap.ics", { locale });
export const makeCalendar = () => unwrap(api.POST("/mentoring/calendar"));
export const dropCalendar = () => unwrap(api.DELETE("/mentoring/calendar"));
export const findItems = (q: string, signal: AbortSignal) =>
  unwrap(api.GET("/mentoring/items", { params: { query: { q } }, signal }));
export const share = (id: string, body: Schema<"ResourceInput">) =>
  unwrap(api.POST("/mentoring/pairs/{id}/resources", { ...at(id), body }));
export const unshare = (id: string) => unwrap(api.DELETE("/mentoring/resources/{id}", at(id)));
export const answerCall = (id: string, answer: string) =>
  unwrap(api.POST("/mentoring/calls/{id}/answer", { ...at(id), body: { answer } }));
export const handOver = (id: string, byDepartment: boolean, mentor_id: string, reason: string) => {
  const sent = { ...at(id), body: { mentor_id, reason } };
  return unwrap(
    byDepartment
      ? api.POST("/mentoring/watched/{id}/hand-over", sent)
      : api.POST("/mentoring/pairs/{id}/hand-over", sent),
  );
};
export const withdrawHandOver = (id: string) =>
  unwrap(api.POST("/mentoring/hand-overs/{id}/withdraw", at(id)));
export const withdrawAsDepartment = (id: string) =>
  unwrap(api.POST("/mentoring/watched/hand-overs/{id}/withdraw", at(id)));
export const answerHandOver = (id: string, taken: boolean, reason = "") =>
  unwrap(api.POST("/mentoring/hand-overs/{id}/answer", { ...at(id), body: { accept: taken, reason } }));
export const giveFeedback = (id: string, body: Schema<"FeedbackInput">) =>
  unwrap(api.POST("/mentoring/pairs/{id}/feedback", { ...at(id), body }));
export const saveTimes = (slots: number) => unwrap(api.PUT("/mentoring/times", { body: { slots } }));
export const addAbsence = (body: Schema<"StaffAbsenceInput">) =>
  unwrap(api.POST("/staff/absences/mine", { body }));
export const dropAbsence = (id: string) => unwrap(api.DELETE("/staff/absences/mine/{id}", at(id)));
export const propose = (staff_id: string, words: string) =>
  unwrap(api.POST("/mentoring/proposals", { body: { staff_id, words } }));
export const withdrawProposal = (id: string) =>
  unwrap(api.POST("/mentoring/proposals/{id}/withdraw", at(id)));
export const answerProposal = (id: string, yes: boolean, words: string) =>
  unwrap(api.POST("/mentoring/proposals/{id}/answer", { ...at(id), body: { accept: yes, words } }));
export const setSensitive = (competency_id: string, on: boolean) =>
  unwrap(
    api.PUT("/mentoring/sensitive/{competency_id}", {
      params: { path: { competency_id } },
      body: { sensitive: on },
    }),
  );
