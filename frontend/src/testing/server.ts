import { onTestFinished, vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

type Answer = unknown;
type Handler = (asked: Asked) => Answer;

/** A server that refuses: `problem(422, { key, errors })`. */
export const problem = (status: number, members: Record<string, unknown> = {}): Response =>
  Response.json({ status, ...members }, { status, headers: { "Content-Type": "application/problem+json" } });

/**
 * Answers requests for the length of one test: `const asked = server({ "GET /courses": () => ({ items: [] }) })`.
 * Keys are a method and a path below /api/v1, without the query. A handler's value becomes JSON; undefined a 204.
 * What is not listed is a 404. Returns the requests in their order.
 */
export function server(handlers: Record<string, Handler>): Asked[] {
  const asked: Asked[] = [];
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname.replace(/^\/api\/v1/, "");
    request.signal.throwIfAborted();
    const text = await request.text();
    const each: Asked = {
      method: request.method,
      path,
      body: text ? JSON.parse(text) : undefined,
      headers: request.headers,
    };
    asked.push(each);
    const handler = handlers[`${request.method} ${path}`];
    if (!handler) return problem(404);
    const answer = await handler(each);
    if (answer instanceof Response) return answer;
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  });
  onTestFinished(() => spy.mockRestore());
  return asked;
}
