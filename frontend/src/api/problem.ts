import { fmt } from "@/lib/fmt";
import type { Locale } from "@/lib/i18n";
import { locale, texts } from "@/lib/i18n";
import { text } from "./i18n";

type Args = Record<string, unknown>;

export interface FieldProblem {
  /** Where in the request: "body.password". */
  location: string;
  key: string;
  args?: Args;
}

/** A refusal or failure of the server (RFC 9457 with our own members), or of the way to it (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly key: string;
  readonly args: Args;
  readonly request_id: string;
  readonly errors: FieldProblem[];

  constructor(status: number, body: Partial<Omit<Problem, "status">> = {}) {
    super(body.key ?? body.code ?? `status ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? "";
    this.key = body.key ?? "";
    this.args = body.args ?? {};
    this.request_id = body.request_id ?? "";
    this.errors = body.errors ?? [];
  }
}

/** Reads the refusal out of an answer that is not 2xx. */
export async function problemFrom(response: Response, parsed?: unknown): Promise<Problem> {
  const body = parsed ?? (await response.json().catch(() => undefined));
  await loadServerTexts();
  const known = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  return new Problem(response.status, {
    ...known,
    request_id: known.request_id ?? response.headers.get("X-Request-Id") ?? "",
  });
}

// The server's own keys and sentences: a chunk a language, fetched at the first need.
const sources: Record<Locale, () => Promise<{ default: Record<string, string> }>> = {
  vi: () => import("./server-text.vi"),
  en: () => import("./server-text.en"),
};
const loaded: Partial<Record<Locale, Record<string, string>>> = {};

/** Resolves when the server's sentences in the current language are here, or cannot be had. */
export async function loadServerTexts(): Promise<void> {
  const wanted = locale();
  try {
    loaded[wanted] ??= (await sources[wanted]()).default;
  } catch {
    // Offline before they were fetched: asked for again at the next problem.
  }
}

/** The sentence of a server key, or undefined when the server's texts have none. */
export function serverText(key: string, args: Args = {}): string | undefined {
  const own = texts(text) as Record<string, string>;
  const template = key.startsWith("client.") ? own[key] : loaded[locale()]?.[key];
  return template?.replace(/\{(\w+)\}/g, (whole, name: string) => {
    // An argument that has a translation brings it along: competency, competency_en.
    const value = args[`${name}_${locale()}`] || args[name];
    return value === undefined ? whole : said(value);
  });
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Days come as "2027-01-31" and are read as dd/MM/yyyy. */
const said = (value: unknown): string => (day.test(String(value)) ? fmt.date(String(value)) : String(value));

/** What to tell the reader about any thrown value. */
export function sentence(error: unknown): string {
  const t = texts(text);
  if (!(error instanceof Problem)) return t.unexpected;
  const own = serverText(error.key, error.args);
  if (own) return own;
  switch (true) {
    case error.status === 401:
      return t.signedOut;
    case error.status === 403:
      return t.forbidden;
    case error.status === 404 || error.status === 410:
      return t.notFound;
    case error.status === 409 || error.status === 412:
      return t.conflict;
    case error.status === 413:
      return t.tooLarge;
    case error.status === 400 || error.status === 422:
      return t.invalid;
    case error.status === 429:
      return t.tooMany;
    case error.status >= 500:
      return t.server;
    default:
      return t.unexpected;
  }
}

/** Sentences by field name ("password" for "body.password"), for a form that bears the same names. */
export function fieldSentences(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(
    error.errors.map(({ location, key, args }) => [
      location.replace(/^(body|query|path)\./, ""),
      serverText(key, args) ?? texts(text).invalid,
    ]),
  );
}
