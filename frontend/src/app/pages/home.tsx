import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { inLocale, useT } from "@/lib/i18n";
import { PageHeader } from "@/ui";
import { text } from "../i18n";
import { LearnerHome } from "./home-learner";
import { HomeSections } from "./home-sections";

/** The first page: the next thing to do, and every section one may open, the daily work first. */
export default function Home() {
  const t = useT(text);
  const me = useMe();
  const posts = me.posts
    .map((post) => `${inLocale(post.position_vi, post.position_en)}, ${post.unit}`)
    .join("; ");
  const learning = hasRole(me, "learner") && Boolean(me.staff_id);
  const managing = hasRole(me, "department_officer", "administrator");
  return (
    <div className="page">
      <PageHeader title={t.greeting(me.name)} subtitle={posts || me.unit?.name} />
      {managing && <HomeSections me={me} learning={learning} />}
      {learning && <LearnerHome />}
      {!managing && <HomeSections me={me} learning={learning} />}
    </div>
  );
}
