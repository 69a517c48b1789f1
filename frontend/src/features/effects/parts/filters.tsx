import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Button, Field, Select } from "@/ui";
import type { Narrowing } from "../api";
import { competencies, load } from "../api";
import { text } from "../i18n";
import { nothingNarrowed } from "../rules";

/** What narrows the page, kept in the address. */
export function useNarrowing() {
  const [unit, setUnit] = useQueryState("don-vi");
  const [competency, setCompetency] = useQueryState("nang-luc");
  const [from, setFrom] = useQueryState("tu");
  const [until, setUntil] = useQueryState("den");
  const now: Narrowing = { unit, competency, from, until };
  return { now, setUnit, setCompetency, setFrom, setUntil };
}

/** Commune, competency and the days on which pairs ended. */
export function Filters({ narrowing, view }: { narrowing: ReturnType<typeof useNarrowing>; view: string }) {
  const t = useT(text);
  const [, navigate] = useLocation();
  const { now, setUnit, setCompetency, setFrom, setUntil } = narrowing;
  const communes = useQuery(load("")).data?.communes ?? [];
  const skills = useQuery(competencies).data?.items ?? [];
  return (
    <div className="effect-filters no-print">
      {communes.length !== 1 && (
        <Select label={t.commune} value={now.unit} onChange={(event) => setUnit(event.currentTarget.value)}>
          <option value="">{t.allCommunes}</option>
          {communes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Select
        label={t.competency}
        value={now.competency}
        onChange={(event) => setCompetency(event.currentTarget.value)}
      >
        <option value="">{t.allCompetencies}</option>
        {skills.map((each) => (
          <option key={each.id} value={each.id}>
            {each.code} {inLocale(each.name_vi, each.name_en)}
          </option>
        ))}
      </Select>
      <Field
        label={t.from}
        name="from"
        type="date"
        value={now.from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <Field
        label={t.until}
        name="until"
        type="date"
        value={now.until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {!nothingNarrowed(now) && (
        <Button
          kind="secondary"
          onClick={() => navigate(to(paths.effects, {}, { xem: view }), { replace: true })}
        >
          {t.clear}
        </Button>
      )}
    </div>
  );
}
