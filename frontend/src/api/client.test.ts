import { beforeEach, expect, test } from "vitest";
import { problem, server } from "@/testing/server";
import { api, unwrap } from "./client";
import { adopt } from "./http";
import type { Me, SignedIn } from "./me";
import { Problem, fieldSentences, sentence } from "./problem";
import { currentSession, savePreferences, signIn, signOut, startSession } from "./session";

const me: Me = {
  account_id: "a1",
  staff_id: "s1",
  name: "Nguyễn Thị Hạnh",
  given_name: "Hạnh",
  posts: [],
  roles: [{ role: "learner", unit: { id: "u", code: "U", name: "UBND phường Hoa Lư" } }],
  locale: "vi",
  text_size: "a",
  demo: false,
};
const whoAmI = () => unwrap(api.GET("/auth/me"));
const signedIn = (token: string): SignedIn => ({ access_token: token, expires_in: 600, me });

beforeEach(() => adopt(undefined));

test("signing in opens the session and carries the token from then on", async () => {
  const asked = server({
    "POST /auth/sign-in": () => signedIn("t1"),
    "GET /auth/me": () => me,
  });
  await signIn("CC01", "mat khau");
  await whoAmI();

  expect(currentSession()).toEqual({ status: "in", me });
  expect(asked[0]?.body).toEqual({ login: "CC01", password: "mat khau" });
  expect(asked[1]?.headers.get("Authorization")).toBe("Bearer t1");
});

test("a token that has run out is renewed once for all who wait", async () => {
  adopt(signedIn("old"));
  const asked = server({
    "GET /auth/me": ({ headers }) =>
      headers.get("Authorization") === "Bearer new" ? { ok: 1 } : problem(401),
    "PATCH /auth/me/preferences": ({ headers, body }) =>
      headers.get("Authorization") === "Bearer new" ? body : problem(401),
    "POST /auth/refresh": () => signedIn("new"),
  });
  const [x, y] = await Promise.all([
    whoAmI(),
    unwrap(api.PATCH("/auth/me/preferences", { body: { locale: "en" } })),
  ]);

  expect([x, y]).toEqual([{ ok: 1 }, { locale: "en" }]);
  const renewals = asked.filter(({ path }) => path === "/auth/refresh");
  expect(renewals).toHaveLength(1);
  expect(renewals[0]?.headers.get("X-Camtay")).toBe("1");
});

test("a session that cannot be renewed ends, and says that it was open", async () => {
  adopt(signedIn("old"));
  server({ "GET /auth/me": () => problem(401), "POST /auth/refresh": () => problem(401) });

  await expect(whoAmI()).rejects.toMatchObject({ status: 401 });
  expect(currentSession()).toEqual({ status: "out", ended: true });
});

test("a server that is down does not end the session", async () => {
  adopt(signedIn("old"));
  server({ "GET /auth/me": () => problem(401), "POST /auth/refresh": () => problem(503) });

  await expect(whoAmI()).rejects.toMatchObject({ status: 503 });
  expect(currentSession().status).toBe("in");
});

test("starting without a cookie is being signed out, without a network is not knowing", async () => {
  server({ "POST /auth/refresh": () => problem(401) });
  await startSession();
  expect(currentSession()).toEqual({ status: "out", ended: false });

  server({
    "POST /auth/refresh": () => {
      throw new TypeError("Failed to fetch");
    },
  });
  await startSession();
  expect(currentSession()).toMatchObject({ status: "unknown", error: { key: "client.offline" } });
});

test("signing out ends the session here even when the server is not heard", async () => {
  adopt(signedIn("t1"));
  server({
    "POST /auth/sign-out": () => {
      throw new TypeError("Failed to fetch");
    },
  });
  await expect(signOut()).rejects.toBeInstanceOf(Problem);
  expect(currentSession()).toEqual({ status: "out", ended: false });
});

test("a refusal carries its key, code and fields, and speaks in sentences", async () => {
  server({
    "POST /auth/password": () =>
      problem(422, {
        code: "invalid",
        key: "web.invalid",
        request_id: "r-1",
        errors: [{ location: "body.new", key: "input.required" }],
      }),
  });
  const error: unknown = await unwrap(api.POST("/auth/password", { body: { current: "a", new: "" } })).catch(
    (reason: unknown) => reason,
  );

  expect(error).toMatchObject({ status: 422, code: "invalid", request_id: "r-1" });
  expect(sentence(error)).toBe("Có chỗ chưa đúng. Vui lòng xem các ô được đánh dấu.");
  expect(fieldSentences(error)).toEqual({ new: "Chưa nhập nội dung này." });
});

test("an answer that is no problem document still becomes one", async () => {
  server({
    "GET /auth/me": () => new Response("bad gateway", { status: 502, headers: { "X-Request-Id": "r-9" } }),
  });
  const error: unknown = await whoAmI().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 502, request_id: "r-9" });
  expect(sentence(error)).toContain("Máy chủ gặp lỗi");
});

test("the caller's own cancelling stays an abort", async () => {
  server({ "GET /auth/me": () => new Promise(() => undefined) });
  const control = new AbortController();
  control.abort();
  const error: unknown = await unwrap(api.GET("/auth/me", { signal: control.signal })).catch(
    (reason: unknown) => reason,
  );
  expect((error as Error).name).toBe("AbortError");
});

test("unwrap answers the data or throws the problem", async () => {
  expect(await unwrap(Promise.resolve({ data: 7, response: new Response("7") }))).toBe(7);
  await expect(
    unwrap(
      Promise.resolve({ error: { key: "web.forbidden" }, response: new Response("{}", { status: 403 }) }),
    ),
  ).rejects.toMatchObject({ status: 403, key: "web.forbidden" });
});

test("preferences are stored with the account and only where there is one", async () => {
  const asked = server({ "PATCH /auth/me/preferences": () => undefined });
  await savePreferences({ text_size: "a1" });
  expect(asked).toEqual([]);

  adopt(signedIn("t1"));
  await savePreferences({ text_size: "a1" });
  expect(asked.map(({ body }) => body)).toEqual([{ text_size: "a1" }]);
  expect(currentSession()).toMatchObject({ me: { text_size: "a1" } });
});
