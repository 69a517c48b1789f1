import { afterEach, expect, test } from "vitest";
import type { Outbox, Send } from "@/lib/outbox";
import { openOutbox } from "@/lib/outbox";
import type { Attempt } from "./api";
import type { Saving } from "./saving";
import { openSaving, restore } from "./saving";

const open: { box: Outbox; saving?: Saving }[] = [];
let turn = 0;

/** An outbox of its own and a server that can be away. */
function bench(second = 5) {
  const box = openOutbox("hanh", `saving-${Date.now()}-${(turn += 1)}`);
  const server = { away: false, got: [] as string[] };
  const send: Send = async ({ question, value, seq }) => {
    if (server.away) return "later";
    server.got.push(`${question}=${value.join("+")}#${seq}`);
    return "done";
  };
  const saving = openSaving(box, "t1", () => box.flush(send), second);
  open.push({ box, saving });
  return { box, server, saving, send };
}

afterEach(async () => {
  for (const { box, saving } of open.splice(0)) {
    saving?.stop();
    await box.close();
  }
});

test("an answer is sent and the reader is told when", async () => {
  const { server, saving } = bench();
  expect(saving.state.read()).toEqual({ at: "idle" });
  saving.put("q1", ["a"]);
  expect(saving.state.read()).toEqual({ at: "saving" });

  await expect.poll(() => saving.state.read().at).toBe("saved");
  expect(server.got).toEqual(["q1=a#1"]);
});

test("while the server is away answers are counted, kept, and sent by itself when it is back", async () => {
  const { server, saving } = bench();
  server.away = true;
  saving.put("q1", ["a"]);
  saving.put("q2", ["b"]);
  saving.put("q1", ["c"]);
  await expect.poll(() => saving.state.read()).toEqual({ at: "waiting", count: 2 });

  server.away = false;
  await expect.poll(() => saving.state.read().at).toBe("saved");
  expect(server.got.sort()).toEqual(["q1=c#2", "q2=b#1"]);
});

test("handing in learns how many answers the server lacks", async () => {
  const { server, saving } = bench();
  server.away = true;
  saving.put("q1", ["a"]);
  expect(await saving.flush()).toBe(1);

  server.away = false;
  expect(await saving.flush()).toBe(0);
});

test("another sender that empties the outbox is noticed", async () => {
  const { box, server, saving, send } = bench();
  server.away = true;
  saving.put("q1", ["a"]);
  await expect.poll(() => saving.state.read().at).toBe("waiting");

  server.away = false;
  await box.flush(send);
  await expect.poll(() => saving.state.read().at).toBe("saved");
});

test("a page that is left sends no more", async () => {
  const { server, saving } = bench(150);
  server.away = true;
  saving.put("q1", ["a"]);
  await expect.poll(() => saving.state.read().at).toBe("waiting");
  saving.stop();
  server.away = false;
  await new Promise((done) => setTimeout(done, 400));
  expect(server.got).toEqual([]);
});

test("a slow server gathers no queue", async () => {
  const { box } = bench();
  let calls = 0;
  let release = () => {};
  const saving = openSaving(box, "t1", () => {
    calls += 1;
    return new Promise<void>((done) => {
      release = done;
    });
  });
  open.push({ box: { ...box, close: async () => {} }, saving });
  const all = [saving.flush(), saving.flush(), saving.flush()];
  await expect.poll(() => calls).toBe(1);
  release();
  await expect.poll(() => calls).toBe(2);
  release();
  expect(await Promise.all(all)).toEqual([0, 0, 0]);
  expect(calls).toBe(2);
});

test("a browser that keeps nothing is told", async () => {
  const { box } = bench();
  const full: Outbox = { ...box, put: () => Promise.reject(new Error("quota")), close: async () => {} };
  const saving = openSaving(full, "t1", async () => undefined);
  open.push({ box: full, saving });
  saving.put("q1", ["a"]);
  await expect.poll(() => saving.state.read().at).toBe("failed");
});

test("after a reload what waits here stands above what the server holds, and later changes count on", async () => {
  const { box } = bench();
  await box.put("t1", "q2", ["here"]);
  const attempt = {
    id: "t1",
    answers: [
      { question_id: "q1", value: ["there"], seq: 7, saved_at: "2027-01-01T00:00:00Z" },
      { question_id: "q2", value: ["old"], seq: 1, saved_at: "2027-01-01T00:00:00Z" },
    ],
  } as Attempt;

  expect(await restore(box, attempt)).toEqual({ q1: ["there"], q2: ["here"] });
  expect((await box.put("t1", "q1", ["new"])).seq).toBe(8);
});
