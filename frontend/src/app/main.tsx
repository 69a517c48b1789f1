import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { sentence } from "@/api/problem";
import { newQueryClient } from "@/api/query";
import { currentSession, onSessionChange, startSession } from "@/api/session";
import { catalogues, texts } from "@/lib/i18n";
import { toast } from "@/ui";
import { text } from "./i18n";
import { loadPage } from "./pages";
import { Router, pageAt } from "./router";
import { Shell } from "./shell";

const queries = newQueryClient((error) => toast(sentence(error), { bad: true }));

// What one account has seen is not shown to the next.
let account: string | undefined;
onSessionChange(() => {
  const now = currentSession();
  const next = now.status === "in" ? now.me.account_id : undefined;
  if (account !== undefined && next !== account) queries.clear();
  account = next;
});

// A chunk that does not come is asked for again by the router, which tells.
const early = (name: Parameters<typeof loadPage>[0]) => loadPage(name).catch(() => undefined);

// A function, because page chunks may import from this one: awaiting them at the top level would wait for ever.
async function start() {
  const wanted = pageAt(location.pathname);
  await Promise.all([startSession(), catalogues(), wanted && early(wanted)]);
  if (currentSession().status === "out") await early("signIn");

  // The static shell stays in sight until here.
  createRoot(document.getElementById("app") as HTMLElement).render(
    <QueryClientProvider client={queries}>
      <Shell>
        <Router />
      </Shell>
    </QueryClientProvider>,
  );

  // After the first paint: answers that waited on this machine are sent, whatever page is open.
  const { keepSending } = await import("@/api/answers");
  keepSending(() => toast(texts(text).refused, { bad: true }));
}

void start();
