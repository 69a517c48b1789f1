import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Progress } from "@/ui";
import type { Competency } from "../api";
import { text } from "../i18n";
import type { HeatRow } from "../rules";
import { weakestFirst } from "../rules";
import { Paged } from "./paged";

const weakest = 3;

/** The heat map on a phone: a card a unit, with what is weakest there. */
export function HeatCards({ rows, competencies }: { rows: HeatRow[]; competencies: Competency[] }) {
  return (
    <Paged rows={rows}>
      {(shown) => (
        <ul className="plain-list stack">
          {shown.map((row) => (
            <li key={row.unit.id} className="card">
              <UnitCard row={row} competencies={competencies} />
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}

function UnitCard({ row: { unit, share }, competencies }: { row: HeatRow; competencies: Competency[] }) {
  const t = useT(text);
  return (
    <>
      <h2>
        <Link href={to(paths.unit, { unit: unit.id })}>{unit.name}</Link>
      </h2>
      {share === undefined ? (
        <p className="muted">{t.noneRequired}</p>
      ) : (
        <>
          <Progress
            label={t.overallOf(unit.name)}
            value={share / 10_000}
            words={t.meets(fmt.percent(share), fmt.number(unit.people))}
          />
          <div>
            <p className="small muted">{t.weakestThree}</p>
            <ul className="plain-list stack-tight">
              {weakestFirst(competencies, [unit])
                .slice(0, weakest)
                .map((each) => (
                  <li key={each.competency.id} className="heat-card-line">
                    <Link href={to(paths.unit, { unit: unit.id }, { "nang-luc": each.competency.id })}>
                      {inLocale(each.competency.name_vi, each.competency.name_en)}
                    </Link>
                    <strong>{fmt.percent(each.share)}</strong>
                  </li>
                ))}
            </ul>
          </div>
        </>
      )}
    </>
  );
}
