import { beforeEach, expect, test } from "vitest";
import { problem, server } from "@/testing/server";
import { answers, sendAnswers } from "./answers";
import { adopt } from "./http";
import type { Me } from "./me";

let turn = 0;

beforeEach(() => {
  turn += 1;
  const me: Me = {
    // An account of its own for each test: the browser keeps the outbox between them.
    account_id: `account-${Date.now()}-${turn}`,
    staff_id: "s1",
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    posts: [],
    roles: [],
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t1", expires_in: 600, me });
});

const path = "PUT /assess/attempts/t1/answers/q1";

test("an answer goes to its question with its count of changes", async () => {
  const asked = server({ [path]: () => ({ seq: 2, saved_at: "2027-01-01T00:00:00Z" }) });
  await answers()?.put("t1", "q1", ["a"]);
  await answers()?.put("t1", "q1", ["b"]);

  expect(await sendAnswers()).toBe(0);
  expect(asked.map(({ body }) => body)).toEqual([{ value: ["b"], seq: 2 }]);
});

test("an answer waits while the server is away, and is sent when it is back", async () => {
  let away = true;
  const asked = server({
    [path]: () => (away ? problem(503) : { seq: 1, saved_at: "2027-01-01T00:00:00Z" }),
  });
  await answers()?.put("t1", "q1", ["a"]);

  expect(await sendAnswers()).toBe(1);
  away = false;
  expect(await sendAnswers()).toBe(0);
  expect(asked).toHaveLength(2);
});

test("an answer to a closed attempt is reported and not kept", async () => {
  server({ [path]: () => problem(409, { key: "assess.attempt_finished" }) });
  await answers()?.put("t1", "q1", ["a"]);
  const refused: string[] = [];

  expect(await sendAnswers((all) => refused.push(...all.map(({ question }) => question)))).toBe(0);
  expect(refused).toEqual(["q1"]);
  expect(await answers()?.pending()).toEqual([]);
});

test("nobody signed in sends nothing", async () => {
  adopt(undefined);
  const asked = server({});
  expect(await sendAnswers()).toBe(0);
  expect(asked).toEqual([]);
});
