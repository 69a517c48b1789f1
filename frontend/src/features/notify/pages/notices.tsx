import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useLocale, useT } from "@/lib/i18n";
import { Badge, Button, EmptyState, Load, PageHeader, QueryPager, toast } from "@/ui";
import type { Notice } from "../api";
import { markAllRead, markRead, notices, noticesKey } from "../api";
import { text } from "../i18n";
import "../notify.css";
import { splitRead } from "../rules";

export default function Notices() {
  const t = useT(text);
  const queries = useQueryClient();
  const list = useInfiniteQuery(notices(useLocale()));
  const all = useMutation({
    mutationFn: markAllRead,
    onSuccess: () => {
      toast(t.allRead);
      return queries.invalidateQueries({ queryKey: noticesKey });
    },
  });
  const unread = list.data?.pages[0]?.unread ?? 0;
  return (
    <div className="page">
      <PageHeader
        title={t.title}
        actions={
          unread > 0 && (
            <Button kind="secondary" busy={all.isPending} onClick={() => all.mutate()}>
              {t.markAll}
            </Button>
          )
        }
      />
      <Load query={list} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState title={t.emptyTitle}>{t.emptyText}</EmptyState>;
          const parts = splitRead(items);
          return (
            <>
              <section className="stack">
                <h2>{t.unread(fmt.number(unread))}</h2>
                {parts.unread.length > 0 ? (
                  <NoticeList items={parts.unread} />
                ) : (
                  <p className="muted">{t.unreadNone}</p>
                )}
              </section>
              {parts.read.length > 0 && (
                <section className="stack">
                  <h2>{t.read}</h2>
                  <NoticeList items={parts.read} />
                </section>
              )}
              <QueryPager shown={items.length} query={list} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function NoticeList({ items }: { items: Notice[] }) {
  return (
    <ul className="plain-list notice-list">
      {items.map((notice) => (
        <Item key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}

function Item({ notice }: { notice: Notice }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const read = useMutation({
    mutationFn: () => markRead(notice.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: noticesKey }),
  });
  const open = () => {
    // Whether it could be marked or not, the reader gets there.
    if (!notice.read_at) read.mutate();
    go(notice.link);
  };
  const fresh = !notice.read_at;
  return (
    <li className={fresh ? "notice-item notice-unread" : "notice-item"}>
      <div className="notice-words">
        <p className="notice-sentence">{serverText(notice.key, notice.args) ?? t.unknown}</p>
        <p className="notice-line small muted">
          {fresh && <Badge tone="info">{t.fresh}</Badge>}
          <time dateTime={notice.created_at}>{fmt.dateTime(notice.created_at)}</time>
        </p>
      </div>
      <div className="row">
        {notice.link && (
          <Button kind="secondary" small onClick={open}>
            {t.open}
          </Button>
        )}
        {fresh && !notice.link && (
          <Button kind="quiet" small busy={read.isPending} onClick={() => read.mutate()}>
            {t.markRead}
          </Button>
        )}
      </div>
    </li>
  );
}
