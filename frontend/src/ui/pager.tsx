import { useRef } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button } from "./button";
import { text } from "./i18n";

export interface PagerProps {
  shown: number;
  total?: number | null;
  hasMore: boolean;
  busy?: boolean;
  onMore: () => void;
}

/** The end of a list that goes on: how much is shown, and "Xem thêm". */
export function Pager({ shown, total, hasMore, busy, onMore }: PagerProps) {
  const t = useT(text);
  const status = useRef<HTMLSpanElement>(null);
  const more = () => {
    // The button may vanish with the last part; the focus then stays at the end of the list.
    status.current?.focus();
    onMore();
  };
  return (
    <div className="pager">
      <span role="status" tabIndex={-1} ref={status} className="muted">
        {typeof total === "number"
          ? t.shown(fmt.number(shown), fmt.number(total))
          : t.shownOnly(fmt.number(shown))}
      </span>
      {hasMore && (
        <Button kind="secondary" busy={busy} onClick={more}>
          {t.more}
        </Button>
      )}
    </div>
  );
}

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The pager of a list the server gives page by page. */
export function QueryPager({ query, ...rest }: Pick<PagerProps, "shown" | "total"> & { query: Pages }) {
  return (
    <Pager
      {...rest}
      hasMore={query.hasNextPage}
      busy={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
    />
  );
}
