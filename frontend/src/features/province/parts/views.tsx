import { Link } from "wouter";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { text } from "../views-i18n";

type View = "heat" | "overview" | "team" | "fields" | "fragile" | "needs" | "trend";

/** The ways of looking at the province, or with `unit` at one commune. */
export function Views({ at, unit }: { at: View; unit?: string }) {
  const t = useT(text);
  const all: [View, string][] = unit
    ? [
        ["overview", to(paths.unit, { unit })],
        ["team", to(paths.unitTeam, { unit })],
        ["fields", to(paths.unitFields, { unit })],
        ["fragile", to(paths.unitFragile, { unit })],
        ["trend", to(paths.trend, {}, { "don-vi": unit })],
      ]
    : [
        ["heat", paths.units],
        ["fields", paths.fields],
        ["fragile", paths.fragile],
        ["needs", paths.procedureNeeds],
        ["trend", paths.trend],
      ];
  return (
    <nav className="views no-print" aria-label={t.views}>
      {all.map(([view, href]) => (
        <Link key={view} href={href} aria-current={view === at ? "page" : undefined}>
          {t[view]}
        </Link>
      ))}
    </nav>
  );
}
