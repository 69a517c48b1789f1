import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Button, Check, Disclosure, SearchBox, Select } from "@/ui";
import { positions } from "../api";
import { text } from "../i18n";
import type { Group } from "../rules";
import { byName, byOverall } from "../rules";

const yes = "1";

/** What narrows and orders the heat map, kept in the address. */
export function useHeatFilters() {
  const [find, setFind] = useQueryState("tim");
  const [position, setPosition] = useQueryState("vi-tri");
  const [critical, setCritical] = useQueryState("bat-buoc");
  const [low, setLow] = useQueryState("duoi-50");
  const [sort, setSort] = useQueryState("sap-xep", byOverall);
  const [group, setGroup] = useQueryState("nhom");
  return {
    find,
    setFind,
    position,
    setPosition,
    critical: critical === yes,
    setCritical: (on: boolean) => setCritical(on ? yes : ""),
    onlyLow: low === yes,
    setOnlyLow: (on: boolean) => setLow(on ? yes : ""),
    sort,
    setSort,
    group,
    setGroup,
  };
}

export type HeatFilters = ReturnType<typeof useHeatFilters>;

/** The filters in a line, or below one another on a phone, where the order is chosen here as well. */
export function HeatFilterBar({
  filters,
  groups,
  status,
  narrow,
}: {
  filters: HeatFilters;
  groups: Group[];
  status: string;
  narrow: boolean;
}) {
  const t = useT(text);
  if (!narrow) {
    return (
      <Frame>
        <SearchBox label={t.find} value={filters.find} onChange={filters.setFind} />
        <Select
          label={t.group}
          value={filters.group}
          onChange={(event) => filters.setGroup(event.currentTarget.value)}
        >
          <option value="">{t.summary}</option>
          {groups.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
        <Position filters={filters} />
        <div className="heat-checks">
          <Checks filters={filters} />
          <span className="heat-status muted" role="status">
            {status}
          </span>
        </div>
      </Frame>
    );
  }
  const sorts = [
    [byOverall, t.sorts.lowest],
    [`-${byOverall}`, t.sorts.highest],
    [byName, t.sorts.name],
  ] as const;
  return (
    <div className="stack no-print">
      <SearchBox label={t.find} value={filters.find} onChange={filters.setFind} status={status} />
      <Disclosure summary={t.filters}>
        <div className="stack">
          <Select
            label={t.sortBy}
            value={sorts.some(([key]) => key === filters.sort) ? filters.sort : byOverall}
            onChange={(event) => filters.setSort(event.currentTarget.value)}
          >
            {sorts.map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
          <Position filters={filters} />
          <div>
            <Checks filters={filters} />
          </div>
        </div>
      </Disclosure>
    </div>
  );
}

const Frame = ({ children }: { children: ReactNode }) => (
  <div className="heat-filters no-print">{children}</div>
);

function Position({ filters }: { filters: HeatFilters }) {
  const t = useT(text);
  const { data } = useQuery(positions);
  return (
    <Select
      label={t.position}
      value={filters.position}
      onChange={(event) => filters.setPosition(event.currentTarget.value)}
    >
      <option value="">{t.allPositions}</option>
      {data?.items.map((each) => (
        <option key={each.id} value={each.id}>
          {inLocale(each.name_vi, each.name_en)}
        </option>
      ))}
    </Select>
  );
}

function Checks({ filters }: { filters: HeatFilters }) {
  const t = useT(text);
  return (
    <>
      <Check label={t.critical} checked={filters.critical} onChange={filters.setCritical} />
      <Check label={t.onlyLow} checked={filters.onlyLow} onChange={filters.setOnlyLow} />
    </>
  );
}

/** Which filters a printed page was made with. */
export function FilterWords({ filters, group }: { filters: HeatFilters; group: string }) {
  const t = useT(text);
  const { data } = useQuery(positions);
  const position = data?.items.find(({ id }) => id === filters.position);
  const words = [
    `${t.group}: ${group}`,
    position && `${t.position}: ${inLocale(position.name_vi, position.name_en)}`,
    filters.critical && t.critical,
    filters.onlyLow && t.onlyLow,
    filters.find && `${t.find}: ${filters.find}`,
  ];
  return <p className="print-only small">{words.filter(Boolean).join(" · ")}</p>;
}

/** Takes away whatever may hide units. */
export function ClearFilters({ filters }: { filters: HeatFilters }) {
  const t = useT(text);
  const [, navigate] = useLocation();
  const kept = { nhom: filters.group, "sap-xep": filters.sort === byOverall ? "" : filters.sort };
  return (
    <Button kind="secondary" onClick={() => navigate(to(paths.units, {}, kept), { replace: true })}>
      {t.clearAll}
    </Button>
  );
}
