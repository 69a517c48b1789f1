import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schema } from "@/api/client";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card } from "@/ui";
import type { Heat } from "../api";
import { text } from "../i18n";

/** What is known of a unit besides its people's competencies. Neighbours are links where their numbers may be read. */
export function UnitFacts({ unit, heat }: { unit: Schema<"UnitDetail">; heat: Heat | undefined }) {
  const t = useT(text);
  const own = heat?.units.find(({ id }) => id === unit.id);
  const readable = new Set(heat?.units.map(({ id }) => id));
  const name = (of: Schema<"UnitBody">) => inLocale(of.name, of.name_en);
  const commune = unit.ancestors.find(({ kind }) => isCommune(kind));
  const facts: [string, ReactNode][] = [
    [t.kind, t.kinds[unit.kind] ?? unit.kind],
    [t.code, unit.code],
    [
      t.part,
      commune && (
        <Link key="part" href={to(paths.unit, { unit: commune.id })}>
          {name(commune)}
        </Link>
      ),
    ],
    [t.peopleHere, own && fmt.number(own.people)],
    [t.area, unit.area_km2 ? t.km2(fmt.number(unit.area_km2, 2)) : undefined],
    [t.former, isCommune(unit.kind) ? unit.former : undefined],
  ];
  return (
    <Card title={t.facts}>
      <dl className="facts">
        {facts.flatMap(([term, words]) =>
          words ? [<dt key={term}>{term}</dt>, <dd key={`${term}-words`}>{words}</dd>] : [],
        )}
        {unit.neighbours.length > 0 && (
          <>
            <dt>{t.neighbours}</dt>
            <dd>
              <ul className="plain-list unit-neighbours">
                {unit.neighbours.map((each) => (
                  <li key={each.id}>
                    {readable.has(each.id) ? (
                      <Link href={to(paths.unit, { unit: each.id })}>{name(each)}</Link>
                    ) : (
                      name(each)
                    )}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}

/** The lower of the two tiers, which the heat map counts by. */
export const isCommune = (kind: string) => kind === "XA" || kind === "PHUONG";
