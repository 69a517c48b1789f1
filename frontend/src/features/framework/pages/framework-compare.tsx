import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { EmptyState, Load, PageHeader, Select } from "@/ui";
import { comparison, versionList } from "../api";
import "../framework.css";
import { text } from "../i18n";
import { Differences } from "../parts/differences";

/** Two versions side by side. */
export default function FrameworkCompare() {
  const t = useT(text);
  const [from, setFrom] = useQueryState("tu");
  const [until, setUntil] = useQueryState("den");
  const versions = useInfiniteQuery(versionList);
  const query = useQuery(comparison(from, until));
  const all = versions.data?.pages.flatMap(({ items }) => items) ?? [];
  const pick = (label: string, value: string, onChange: (id: string) => void) => (
    <Select label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t.choose}</option>
      {all.map(({ id, number, state }) => (
        <option key={id} value={id}>
          {t.versionName(number)} · {t.states[state]}
        </option>
      ))}
    </Select>
  );
  return (
    <div className="page">
      <PageHeader title={t.compareTitle} back={{ href: paths.frameworkVersions, label: t.versions }} />
      <div className="framework-tools">
        {pick(t.from, from, setFrom)}
        {pick(t.to, until, setUntil)}
      </div>
      {from === "" || until === "" ? (
        <EmptyState title={t.choose}>{t.sameText}</EmptyState>
      ) : (
        <Load query={query} lines={8}>
          {({ items }) => <Differences items={items} none={t.same} noneText={t.sameText} />}
        </Load>
      )}
    </div>
  );
}
