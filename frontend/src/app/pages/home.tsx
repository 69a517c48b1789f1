import { Link } from "wouter";
import { useMe } from "@/api/session";
import { inLocale, useT } from "@/lib/i18n";
import { PageHeader } from "@/ui";
import { text } from "../i18n";
import { sectionsFor } from "../nav";

/** The first page: who one is here, and every section one may open. */
export default function Home() {
  const t = useT(text);
  const me = useMe();
  const posts = me.posts
    .map((post) => `${inLocale(post.position_vi, post.position_en)}, ${post.unit}`)
    .join("; ");
  const sections = sectionsFor(me)
    .map(({ name, items }) => ({ name, items: items.filter(({ page }) => page !== "home") }))
    .filter(({ items }) => items.length > 0);
  return (
    <div className="page">
      <PageHeader title={t.greeting(me.name)} subtitle={posts || me.unit?.name} />
      {sections.map((section) => (
        <section key={section.name} className="stack" aria-label={t.sections[section.name]}>
          <h2>{t.sections[section.name]}</h2>
          <div className="tiles">
            {section.items.map((item) => (
              <Link key={item.page} href={item.href} className="tile">
                <item.icon aria-hidden="true" />
                {t.nav[item.page]}
              </Link>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
