import { Link } from "wouter";
import type { Me } from "@/api/me";
import { useT } from "@/lib/i18n";
import { text } from "../i18n";
import { sectionsFor } from "../nav";

/** The sections one may open; a learner's own ones are left out where the page shows what is in them. */
export function HomeSections({ me, learning }: { me: Me; learning: boolean }) {
  const t = useT(text);
  const sections = sectionsFor(me)
    .filter(({ name }) => !(learning && name === "learn"))
    .map(({ name, items }) => ({ name, items: items.filter(({ page }) => page !== "home") }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
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
    </>
  );
}
