import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { Problem, sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button } from "./button";
import { classes } from "./classes";
import { text } from "./i18n";

/** Why there is nothing, and at most one thing to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <div className="muted">{children}</div>}
      {action}
    </div>
  );
}

/** What went wrong, what to do, and the code that finds it in the server's log. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT(text);
  const code = error instanceof Problem ? error.request_id : "";
  return (
    <div className="error-panel" role="alert">
      <h2>{t.failed}</h2>
      <p>{sentence(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t.retry}</Button>}
      {code && <p className="small muted">{t.requestCode(code)}</p>}
    </div>
  );
}

/** Holds the place of what is coming; becomes visible after 300 ms. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const t = useT(text);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes("skeleton", !late && "skeleton-waiting")} role="status">
      <span className="visually-hidden">{late ? t.loading : ""}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton-line" />
      ))}
    </div>
  );
}

interface Loading<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/**
 * A query's three faces: `<Load query={q} lines={6}>{(data) => …}</Load>`.
 * What has once arrived stays in sight when a later refetch fails.
 */
export function Load<T>({
  query,
  lines,
  children,
}: {
  query: Loading<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Skeleton lines={lines} />;
  return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
}
