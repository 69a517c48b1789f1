import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import type { Me } from "../src/api/me";
import { audience } from "../src/app/audience";
import type { PageName } from "../src/lib/paths";
import { paths } from "../src/lib/paths";
import { password } from "./fixtures";
import { staffList } from "./staff-list";

export interface Screen {
  page: PageName;
  address: string;
}

interface Item {
  id: string;
}
interface List<T = Item> {
  items: T[];
}

/** Asks the server as somebody; the browser of the same context is then signed in too. */
export class Account {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
    readonly me: Me,
  ) {}

  static async of(request: APIRequestContext, login: string): Promise<Account> {
    const answer = await request.post("/api/v1/auth/sign-in", { data: { login, password } });
    if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`);
    const { access_token, me } = (await answer.json()) as { access_token: string; me: Me };
    return new Account(request, access_token, me);
  }

  get<T = List>(path: string): Promise<T> {
    return this.ask("GET", path);
  }

  post<T = Item>(path: string, data?: object): Promise<T> {
    return this.ask("POST", path, data && { data });
  }

  send<T = Item>(path: string, file: typeof staffList): Promise<T> {
    return this.ask("POST", path, { multipart: { file } });
  }

  async put(path: string, data: object): Promise<void> {
    await this.ask("PUT", path, { data });
  }

  private async ask<T>(method: string, path: string, body: object = {}): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}` };
    const answer = await this.request.fetch(`/api/v1${path}`, { method, headers, ...body });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.body()).length > 0 ? ((await answer.json()) as T) : (undefined as T);
  }
}

const may = ({ roles }: Me, page: PageName) => {
  const who = audience[page];
  return typeof who === "string" ? who === "everyone" : roles.some(({ role }) => who.includes(role));
};

/** Every screen that somebody may open, with something of theirs in it; a page of which they have nothing is left out. */
export async function screensOf(account: Account): Promise<Screen[]> {
  const found = await samples(account);
  return (Object.keys(paths) as PageName[])
    .filter((page) => may(account.me, page))
    .flatMap((page) => {
      const path: string = paths[page];
      const sample = path.includes(":") ? found[page] : "";
      const ids = sample?.split("/") ?? [];
      return sample === undefined ? [] : [{ page, address: path.replace(/:\w+/g, () => ids.shift() ?? "") }];
    });
}

/** Ids to put into the addresses that hold one. */
async function samples(account: Account): Promise<Partial<Record<PageName, string>>> {
  const { me } = account;
  const first = async (page: PageName, path: string) =>
    may(me, page) ? (await account.get(path)).items[0]?.id : undefined;
  const runs = me.roles.some(({ role }) => ["unit_leader", "trainer", "department_officer"].includes(role));
  const seat = async () =>
    (await account.get<List<{ class_id: string }>>("/classes/mine")).items[0]?.class_id;
  return {
    ...(await learning(account)),
    competency: (await account.get<List<{ competency: Item }>>("/gaps/mine")).items[0]?.competency.id,
    mentorship: await pair(account),
    ...(await effects(account)),
    ...(await ward(account)),
    planPaper: await ownPlan(account),
    planPerson: may(me, "planPerson")
      ? (await account.get<List<{ person: Item }>>("/plans/people")).items[0]?.person.id
      : undefined,
    ...(await reviews(account)),
    procedureNeed: await first("procedureNeed", "/gaps/procedures"),
    unit: await first("unit", "/org/units?kind=PHUONG&q=thien+truong"),
    class: runs ? await first("class", "/classes") : await seat(),
    criterion: await criterion(account),
    change: await markedChange(account),
    person: await first("person", "/staff/people"),
    programme: await programme(account),
    outreachRequest: await first("outreachRequest", "/outreach/requests"),
    outreachVisit: await first("outreachVisit", "/outreach/mine"),
    communityPost: await first("communityPost", "/communities/posts"),
    portfolioItem: await ownItem(account),
    portfolioReview: await first("portfolioReview", "/portfolio/reviews"),
    import: may(me, "import") ? (await account.send("/staff/imports", staffList)).id : undefined,
  };
}

/** The pages of the review that the demonstration has under way. */
async function reviews(account: Account): Promise<Partial<Record<PageName, string>>> {
  const mine = may(account.me, "reviewMine")
    ? (await account.get<List<{ review: Item }>>("/reviews/mine")).items[0]?.review.id
    : undefined;
  if (!may(account.me, "review")) return { reviewMine: mine };
  const id = (await account.get("/reviews")).items[0]?.id;
  const part = id && (await account.get(`/reviews/${id}/parts`)).items[0]?.id;
  const people =
    part && (await account.get<List<{ staff_id: string }>>(`/reviews/parts/${part}/people`)).items;
  const staff = people && people[0]?.staff_id;
  return {
    reviewMine: mine,
    review: id,
    reviewPart: part,
    reviewPerson: staff && `${id}/${staff}`,
    reviewCalibration: id,
    reviewReport: id,
  };
}

/** A mentor in reach, and the paper of a mentor: one's own, or that one's. */
async function effects(account: Account): Promise<Partial<Record<PageName, string>>> {
  const { me } = account;
  const mentor = may(me, "effectMentor") ? (await account.get("/effects/mentors")).items[0]?.id : undefined;
  const coach = me.roles.some(({ role }) => role === "mentor");
  return { effectMentor: mentor, recognition: mentor ?? (coach ? (me.staff_id ?? undefined) : undefined) };
}

/** The pages of one ward. */
async function ward(account: Account): Promise<Partial<Record<PageName, string>>> {
  if (!may(account.me, "unit")) return {};
  const id = (await account.get("/org/units?kind=PHUONG&q=thien+truong")).items[0]?.id;
  return { unit: id, unitTeam: id, unitFields: id, unitFragile: id };
}

interface Course extends Item {
  lessons: Item[];
  quiz: Item;
}
interface Attempt extends Item {
  questions: { id: string; options: { code: string }[] }[];
}
interface Quiz {
  attempts: { id: string; state: string }[];
  open_attempt?: string;
}

/** A course read to its end, an attempt at its test handed in, and another one begun. */
async function learning(account: Account) {
  const { items } = await account.get<List<Item & { code: string }>>("/learn/courses");
  const chosen = items.find(({ code }) => code === "DVC-01") ?? items[0];
  const { id, lessons, quiz } = await account.get<Course>(`/learn/courses/${chosen?.id}`);
  await account.post(`/learn/courses/${id}/enrol`);
  for (const lesson of lessons) await account.post(`/learn/lessons/${lesson.id}/complete`);
  const { attempts, open_attempt } = await account.get<Quiz>(`/assess/quizzes/${quiz.id}`);
  const handedIn = attempts.find(({ state }) => state === "finished")?.id;
  return {
    course: id,
    lesson: lessons[0]?.id,
    quiz: quiz.id,
    attemptResult: handedIn ?? (await handIn(account, quiz.id)),
    attempt: open_attempt ?? (await begin(account, quiz.id)).id,
  };
}

const begin = (account: Account, quiz: string) => account.post<Attempt>(`/assess/quizzes/${quiz}/attempts`);

async function handIn(account: Account, quiz: string): Promise<string> {
  const { id, questions } = await begin(account, quiz);
  const [question] = questions;
  await account.put(`/assess/attempts/${id}/answers/${question?.id}`, {
    value: [question?.options[0]?.code],
    seq: 1,
  });
  await account.post(`/assess/attempts/${id}/hand-in`);
  return id;
}

/** A programme of mentoring; the department plans one when there is none. */
async function programme(account: Account): Promise<string | undefined> {
  if (!may(account.me, "programme")) return undefined;
  const { items } = await account.get("/programmes");
  if (items[0]) return items[0].id;
  const units = (await account.get("/org/units?kind=PHUONG&q=thien+truong")).items.map(({ id }) => id);
  const competencies = (await account.get("/competency/competencies")).items.map(({ id }) => id);
  const { id } = await account.post("/programmes", {
    name: "Kèm cặp phường Thiên Trường",
    aim: "everyone",
    mode: "optimum",
    starts_on: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    weeks: 8,
    per_mentor: 3,
    units,
    competencies,
  });
  await account.post(`/programmes/${id}/match`);
  return id;
}

/** A test with its criteria. */
async function criterion(account: Account): Promise<string | undefined> {
  if (!may(account.me, "criterion")) return undefined;
  const { items } = await account.get("/competency/criteria?kind=quiz");
  return items[0] && `quiz-${items[0].id}`;
}

/** The latest change marked; the department marks one that takes effect in half a year when there is none. */
export async function markedChange(account: Account): Promise<string | undefined> {
  if (!may(account.me, "change")) return undefined;
  const latest = async () => (await account.get("/evidence/changes")).items[0]?.id;
  const known = await latest();
  if (known ?? !account.me.roles.some(({ role }) => role === "department_officer")) return known;
  const competencies = await account.get<List<{ code: string }>>("/competency/competencies?q=NVM-");
  await account.post("/evidence/changes", {
    kind: "form",
    subject: "",
    title: "Sổ hộ tịch điện tử",
    summary: "Ghi sổ điện tử trước, in sổ giấy sau.",
    scopes: [competencies.items[0]?.code],
    kinds: ["test"],
    effective_on: new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10),
    due_days: 14,
  });
  return latest();
}

/** An item of prior learning of one's own; the learner submits one when there is none. */
async function ownItem(account: Account): Promise<string | undefined> {
  if (!may(account.me, "portfolioItem")) return undefined;
  const { items } = await account.get("/portfolio/mine");
  if (items[0]) return items[0].id;
  const gaps = await account.get<List<{ competency: Item }>>("/gaps/mine");
  const competency_id = gaps.items[0]?.competency.id;
  if (!competency_id) return undefined;
  const { id } = await account.post("/portfolio/mine", {
    id: randomUUID(),
    kind: "certificate",
    title: "Chứng chỉ bồi dưỡng nghiệp vụ",
    issuer: "Trường Chính trị tỉnh",
    note: "Khóa 40 tiết, có thực hành.",
    claims: [{ competency_id, level: 2 }],
  });
  await account.post(`/portfolio/mine/${id}/deeds/submit`);
  return id;
}

/** The latest plan of one's own. */
async function ownPlan(account: Account): Promise<string | undefined> {
  const { plan, past } = await account.get<{ plan?: Item; past: Item[] }>("/plans/mine");
  return plan?.id ?? past[0]?.id;
}

/** A pair in which somebody learns or helps; the learner asks somebody when there is none. */
async function pair(account: Account): Promise<string | undefined> {
  for (const side of ["mentor", "learner"]) {
    const { items } = await account.get(`/mentoring/pairs?as=${side}`);
    if (items[0]) return items[0].id;
  }
  const gaps = await account.get<List<{ competency: Item; gap: number }>>("/gaps/mine");
  for (const { competency } of gaps.items.filter(({ gap }) => gap > 0)) {
    const { items } = await account.get<List<{ mentor: Item }>>(`/mentoring/suggestions/${competency.id}`);
    const mentor_id = items[0]?.mentor.id;
    if (mentor_id)
      return (
        await account.post("/mentoring/pairs", { mentor_id, competency_id: competency.id, message: "" })
      ).id;
  }
  return undefined;
}
