import { useT } from "@/lib/i18n";
import { Badge } from "@/ui";
import type { Post } from "../api";
import { text } from "../i18n";

/** What stands out about a post. */
export function Marks({ post }: { post: Post }) {
  const t = useT(text);
  return (
    <span className="row">
      {post.first && <Badge tone="warn">{t.first}</Badge>}
      {post.accepted && <Badge tone="ok">{t.answered}</Badge>}
      {post.reports > 0 && <Badge tone="bad">{t.reports(post.reports)}</Badge>}
      {post.hidden && <Badge>{t.hidden}</Badge>}
      {post.withdrawn && <Badge>{t.withdrawn}</Badge>}
    </span>
  );
}
