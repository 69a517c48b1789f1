import { authorised, base, bearer } from "./http";
import { Problem, problemFrom } from "./problem";
import type { components } from "./schema";

export { api } from "./typed";

/** A body of the server by its name in the description: `Schema<"Me">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The data of an answer; anything but 2xx is thrown as a Problem. */
export async function unwrap<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw await problemFrom(response, error);
  return data as T;
}

const address = (path: string, query: Record<string, string> = {}) => {
  const words = new URLSearchParams(query).toString();
  return words ? `${base}${path}?${words}` : base + path;
};

/** Saves a file of the server on the reader's machine. */
export async function download(path: string, name: string, query?: Record<string, string>): Promise<void> {
  const response = await authorised(new Request(address(path, query)));
  if (!response.ok) throw await problemFrom(response);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export interface UploadOptions {
  /** Further form fields beside the file, which is named "file". */
  fields?: Record<string, string>;
  /** Share sent, 0…1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a file as a form (fetch cannot tell how much has gone). Throws a Problem, or AbortError when cancelled. */
export async function upload<T>(path: string, file: File, options: UploadOptions = {}): Promise<T> {
  const first = await attempt(path, file, options, await bearer());
  const response = first.status === 401 ? await attempt(path, file, options, await bearer(true)) : first;
  if (!response.ok) throw await problemFrom(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function attempt(path: string, file: File, options: UploadOptions, token: string | undefined) {
  return new Promise<Response>((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(options.fields ?? {})) form.set(name, value);
    form.set("file", file);

    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    request.open("POST", base + path);
    request.setRequestHeader("X-Camtay", "1");
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const empty = request.status === 204 || request.status === 304;
      const id = request.getResponseHeader("X-Request-Id");
      resolve(
        new Response(empty ? null : request.responseText, {
          status: request.status,
          headers: id ? { "X-Request-Id": id } : {},
        }),
      );
    });
    request.addEventListener("error", () => reject(new Problem(0, { key: "client.offline" })));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    request.addEventListener("loadend", () => options.signal?.removeEventListener("abort", cancel));
    options.signal?.addEventListener("abort", cancel);
    if (options.signal?.aborted) cancel();
    else request.send(form);
  });
}
