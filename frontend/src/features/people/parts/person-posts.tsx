import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Card } from "@/ui";
import type { Post } from "../api";
import { text } from "../i18n";
import type { PostsByTime } from "../rules";
import { dayBefore } from "../rules";

/** Posts held now, to come, and over. */
export function PersonPosts({ posts }: { posts: PostsByTime }) {
  const t = useT(text);
  return (
    <Card title={t.posts}>
      <div className="stack-tight">
        <h3>{t.current}</h3>
        {posts.current.length === 0 ? <p className="muted">{t.noCurrent}</p> : <List posts={posts.current} />}
      </div>
      {posts.future.length > 0 && (
        <div className="stack-tight">
          <h3>{t.future}</h3>
          <List posts={posts.future} />
        </div>
      )}
      {posts.past.length > 0 && (
        <div className="stack-tight">
          <h3>{t.past}</h3>
          <List posts={posts.past} />
        </div>
      )}
    </Card>
  );
}

function List({ posts }: { posts: Post[] }) {
  const t = useT(text);
  return (
    <ul className="plain-list divided">
      {posts.map((post) => (
        <li key={`${post.position_id} ${post.unit_id} ${post.from}`}>
          <div className="row">
            <strong>{inLocale(post.position_vi, post.position_en)}</strong>
            {post.kind !== "permanent" && <Badge tone="info">{t.kinds[post.kind]}</Badge>}
          </div>
          <div className="small muted">
            <Link href={to(paths.unit, { unit: post.unit_id })}>{post.unit}</Link>
            {" · "}
            {post.until
              ? t.until(fmt.date(post.from), fmt.date(dayBefore(post.until)))
              : t.since(fmt.date(post.from))}
          </div>
        </li>
      ))}
    </ul>
  );
}
