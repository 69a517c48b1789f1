import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card } from "@/ui";
import type { Post } from "../api";
import { text } from "../i18n";
import { Marks } from "./marks";

/** Questions and cases, one below the other. */
export function PostList({ items }: { items: Post[] }) {
  const t = useT(text);
  return (
    <Card>
      <ul className="plain-list divided">
        {items.map((item) => (
          <li key={item.id} className="stack-tight">
            <div className="row-between">
              <Link href={to(paths.communityPost, { id: item.id })}>
                <strong>{item.title}</strong>
              </Link>
              <Marks post={item} />
            </div>
            <div className="community-excerpt">{item.body}</div>
            <div className="small muted">
              {[
                t.forms[item.form],
                inLocale(item.field_vi, item.field_en),
                item.author.full_name,
                item.commune,
                fmt.date(item.created_at),
                (item.form === "question" || item.answers > 0) && t.answers(item.answers),
              ]
                .filter(Boolean)
                .join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
