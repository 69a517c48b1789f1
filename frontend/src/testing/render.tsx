import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "@/api/query";
import { ConfirmHost, ToastHost } from "@/ui";

const mounted: (() => void)[] = [];

/** Shows `node` as the program would: with server state, dialogs and toasts. Use `page` of vitest/browser to look and act. */
export function render(node: ReactNode): HTMLElement {
  const host = document.body.appendChild(document.createElement("main"));
  const root = createRoot(host);
  const queries = newQueryClient(() => undefined);
  queries.setDefaultOptions({ queries: { retry: false }, mutations: { retry: false } });
  root.render(
    <QueryClientProvider client={queries}>
      {node}
      <ConfirmHost />
      <ToastHost />
    </QueryClientProvider>,
  );
  mounted.push(() => {
    root.unmount();
    queries.clear();
    host.remove();
  });
  return host;
}

export function unmountAll(): void {
  for (const unmount of mounted.splice(0)) unmount();
}

/** What axe finds in an element, as "rule: element". Empty when all is well. */
export async function violations(element: Element): Promise<string[]> {
  const found = await axe.run(element, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    // A part of a page has no h1 and no landmarks of its own.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
