import { afterEach, expect, test } from "vitest";
import type { Outbox, Pending } from "./outbox";
import { openOutbox } from "./outbox";

const open: Outbox[] = [];
let turn = 0;

function outbox(account = "hanh", name = `test-${Date.now()}-${(turn += 1)}`) {
  const made = openOutbox(account, name);
  open.push(made);
  return Object.assign(made, { name });
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

test("the last write of an answer wins and counts on", async () => {
  const box = outbox();
  await box.put("t1", "q1", ["a"]);
  await box.put("t1", "q1", ["b"]);

  const left = await box.pending("t1");
  expect(left.map(({ value, seq }) => ({ value, seq }))).toEqual([{ value: ["b"], seq: 2 }]);
});

test("answers are sent oldest first and leave the machine", async () => {
  const box = outbox();
  await box.put("t1", "q1", ["a"]);
  await new Promise((done) => setTimeout(done, 3));
  await box.put("t1", "q2", ["b"]);
  const seen: string[] = [];

  const outcome = await box.flush(async (each) => {
    seen.push(each.question);
    return "done";
  });
  expect(seen).toEqual(["q1", "q2"]);
  expect(outcome).toEqual({ sent: 2, left: 0, refused: [] });
  expect(await box.pending()).toEqual([]);
});

test("a lost network keeps everything", async () => {
  const box = outbox();
  await box.put("t1", "q1", ["a"]);
  await box.put("t1", "q2", ["b"]);

  const outcome = await box.flush(async () => {
    throw new TypeError("Failed to fetch");
  });
  expect(outcome).toEqual({ sent: 0, left: 2, refused: [] });
});

test("an answer changed while it is being sent is kept and sent again", async () => {
  const box = outbox();
  await box.put("t1", "q1", ["a"]);
  await box.flush(async (each) => {
    if (each.seq === 1) await box.put("t1", "q1", ["b"]);
    return "done";
  });

  const values: unknown[] = [];
  await box.flush(async (each) => {
    values.push([each.value, each.seq]);
    return "done";
  });
  expect(values).toEqual([[["b"], 2]]);
});

test("a refused answer is reported once and not sent again", async () => {
  const box = outbox();
  await box.put("t1", "q1", ["a"]);
  const first = await box.flush(async () => "refused");
  const second = await box.flush(async () => "done");

  expect(first.refused.map((each: Pending) => each.question)).toEqual(["q1"]);
  expect(second).toEqual({ sent: 0, left: 0, refused: [] });
});

test("the count goes on from what the server holds, also after sending", async () => {
  const box = outbox();
  await box.raise("t1", "q1", 7);
  expect((await box.put("t1", "q1", ["a"])).seq).toBe(8);
  await box.flush(async () => "done");
  expect((await box.put("t1", "q1", ["b"])).seq).toBe(9);
  await box.raise("t1", "q1", 3);
  expect((await box.put("t1", "q1", ["c"])).seq).toBe(10);
});

test("another account's answers are neither shown nor sent", async () => {
  const mine = outbox("hanh");
  const theirs = outbox("minh", mine.name);
  await mine.put("t1", "q1", ["a"]);

  expect(await theirs.pending()).toEqual([]);
  expect(await theirs.flush(async () => "done")).toEqual({ sent: 0, left: 0, refused: [] });
  expect(await mine.pending()).toHaveLength(1);
});

test("two tabs never send at the same time", async () => {
  const one = outbox();
  const two = outbox("hanh", one.name);
  await one.put("t1", "q1", ["a"]);
  let inside = 0;
  let most = 0;
  let calls = 0;
  const send = async () => {
    calls += 1;
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((done) => setTimeout(done, 20));
    inside -= 1;
    return "done" as const;
  };

  await Promise.all([one.flush(send), two.flush(send)]);
  expect({ most, calls }).toEqual({ most: 1, calls: 1 });
});

test("listeners hear of every change until they leave", async () => {
  const box = outbox();
  let heard = 0;
  const leave = box.subscribe(() => (heard += 1));
  await box.put("t1", "q1", ["a"]);
  await box.flush(async () => "done");
  leave();
  await box.put("t1", "q1", ["b"]);
  expect(heard).toBe(2);
});
