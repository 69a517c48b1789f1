import { useEffect, useState } from "react";
import { Redirect, Route, Switch } from "wouter";
import { startSession, useSession } from "@/api/session";
import type { Me } from "@/api/me";
import { useT } from "@/lib/i18n";
import type { PageName } from "@/lib/paths";
import { paths } from "@/lib/paths";
import { EmptyState, ErrorPanel, LinkButton, PageHeader, Skeleton } from "@/ui";
import { audience, mayOpen } from "./audience";
import { audienceWords, text } from "./i18n";
import { arrivedPage, loadPage, registered } from "./pages";

const names = (Object.keys(paths) as PageName[])
  .filter((name) => registered[name])
  // Fixed words before parameters: "/lop/moi" is not a class.
  .sort((a, b) => Number(paths[a].includes(":")) - Number(paths[b].includes(":")));

/** The page of an address, for fetching its chunk early. */
export function pageAt(pathname: string): PageName | undefined {
  return names.find((name) => new RegExp(`^${paths[name].replace(/:\w+/g, "[^/]+")}/?$`).test(pathname));
}

/** The page of the address, behind sign-in where it must be. */
export function Router() {
  const session = useSession();
  switch (session.status) {
    case "starting":
      return <Skeleton />;
    case "unknown":
      return <ErrorPanel error={session.error} onRetry={() => void startSession()} />;
    default:
      return (
        <Switch>
          {names.map((name) => (
            <Route key={name} path={paths[name]}>
              <Guarded name={name} me={session.status === "in" ? session.me : undefined} />
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      );
  }
}

function Guarded({ name, me }: { name: PageName; me: Me | undefined }) {
  if (name === "signIn" && me) return <Redirect to={paths.home} replace />;
  if (audience[name] === "public") return <Page name={name} />;
  // The address stays, so that the page is there after signing in.
  if (!me) return <Page name="signIn" />;
  return mayOpen(me, name) ? <Page name={name} /> : <Closed name={name} />;
}

function Page({ name }: { name: PageName }) {
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const Component = arrivedPage(name);

  useEffect(() => {
    if (arrivedPage(name)) return;
    let gone = false;
    setError(undefined);
    loadPage(name).then(
      () => !gone && redraw((count) => count + 1),
      (reason: unknown) => !gone && setError(reason),
    );
    return () => {
      gone = true;
    };
  }, [name, tries]);

  if (Component) return <Component />;
  // A chunk that does not come is the network's, or a newer version's: loading anew helps in both.
  if (error)
    return <ErrorPanel error={error} onRetry={() => (tries > 0 ? location.reload() : setTries(tries + 1))} />;
  return <Skeleton lines={6} />;
}

function NotFound() {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.notFoundTitle} />
      <EmptyState title={t.notFoundText} action={<LinkButton href={paths.home}>{t.toHome}</LinkButton>} />
    </div>
  );
}

function Closed({ name }: { name: PageName }) {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.closedTitle} />
      <EmptyState
        title={t.closedText(audienceWords(t.roles, audience[name]))}
        action={<LinkButton href={paths.home}>{t.toHome}</LinkButton>}
      />
    </div>
  );
}
