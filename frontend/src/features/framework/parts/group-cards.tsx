import { inLocale, useT } from "@/lib/i18n";
import { Card, Disclosure } from "@/ui";
import type { Competency } from "../api";
import { text } from "../i18n";
import { grouped } from "../rules";

/** Competencies by group; each opens to its five levels. */
export function GroupCards({ competencies }: { competencies: Competency[] }) {
  return (
    <>
      {grouped(competencies).map((group) => (
        <Card key={group.name} title={<span lang="vi">{group.name}</span>}>
          <div className="stack-tight">
            {group.competencies.map((each) => (
              <One key={each.id} competency={each} />
            ))}
          </div>
        </Card>
      ))}
    </>
  );
}

function One({ competency }: { competency: Competency }) {
  const t = useT(text);
  return (
    <Disclosure
      summary={
        <>
          {inLocale(competency.name_vi, competency.name_en)}{" "}
          <span className="small muted">{competency.code}</span>
        </>
      }
    >
      {competency.description_vi && <p lang="vi">{competency.description_vi}</p>}
      <ol className="framework-levels" aria-label={t.levelsOf}>
        {competency.levels_vi.map((words, index) => (
          <li key={t.level(index + 1)}>
            <strong>{t.level(index + 1)}</strong>
            <span>{inLocale(words, competency.levels_en[index])}</span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
