import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, LevelBar } from "@/ui";
import type { Gap } from "../api";
import "../gaps.css";
import { text } from "../row-i18n";
import { sameLevel } from "../same-level";

/** One required competency: how far it is met, and which post asks for it. Leads to the reasons. */
export function GapRow({ gap }: { gap: Gap }) {
  const t = useT(text);
  const { competency, posts } = gap;
  const same = sameLevel(posts);
  return (
    <div className="gap-row">
      <div className="row-between">
        <Link href={to(paths.competency, { competency: competency.id })} className="gap-name">
          {inLocale(competency.name_vi, competency.name_en)}
        </Link>
        <span className="gap-badges">
          {gap.critical && gap.gap > 0 && <Badge>{t.critical}</Badge>}
          <Badge tone={gap.gap > 0 ? "warn" : "ok"}>{gap.gap > 0 ? t.lacking(gap.gap) : t.met}</Badge>
        </span>
      </div>
      <LevelBar have={gap.level} need={gap.required} />
      <p className="small muted">
        {same === undefined
          ? posts
              .map((post) => t.postAsks(inLocale(post.position_vi, post.position_en), post.level))
              .join("; ")
          : t.postsAsk(posts.length, same)}
      </p>
    </div>
  );
}
