import type { Schema } from "@/api/client";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { text } from "./ahead-i18n";
import { Badge } from "./badge";

type Change = Schema<"GapChange">;
type Item = Schema<"GapChangeItem">;
type Post = Schema<"GapPost">;

/** The days to come on which posts begin or cease to require something, and what will be missing then. */
export function AheadList({ changes }: { changes: Change[] }) {
  const t = useT(text);
  return (
    <ol className="plain-list divided">
      {changes.map(({ day, items }) => (
        <li key={day} className="stack-tight">
          <h3>{t.from(fmt.date(day))}</h3>
          <ul className="plain-list stack-tight">
            {[...items]
              .sort((a, b) => b.gap - a.gap)
              .map((item) => (
                <li key={item.competency.id}>
                  <Sentence item={item} />
                  <PostAsks posts={item.posts} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Sentence({ item: { competency, after, gap, critical } }: { item: Item }) {
  const t = useT(text);
  const name = inLocale(competency.name_vi, competency.name_en);
  if (after === 0) return <span className="muted">{t.noMore(name)}</span>;
  if (gap === 0) return <span>{t.willMeet(name, after)}</span>;
  return (
    <span className="row">
      <strong>{t.willLack(name, after, gap)}</strong>
      {critical && <Badge tone="warn">{t.critical}</Badge>}
    </span>
  );
}

/** The posts behind a required level, each with its kind and days. */
export function PostAsks({ posts }: { posts: Post[] }) {
  const t = useT(text);
  return (
    <ul className="plain-list small muted post-asks">
      {posts.map((post) => (
        <li key={[post.position_vi, post.unit, post.kind, post.from].join("·")}>
          {t.asks(inLocale(post.position_vi, post.position_en), post.unit, post.level)}
          {words(t, post).map((word) => ` · ${word}`)}
        </li>
      ))}
    </ul>
  );
}

function words(t: (typeof text)["vi"], { kind, critical, from, until }: Post): string[] {
  const days =
    from && (until ? t.until(fmt.date(from), fmt.date(dayBefore(until))) : t.since(fmt.date(from)));
  return [kind && t.kinds[kind], critical && t.required, days].filter(
    (word) => typeof word === "string" && word !== "",
  ) as string[];
}

/** The last day on which something holds whose first day no longer is given. */
const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
