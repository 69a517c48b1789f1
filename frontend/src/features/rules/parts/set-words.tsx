import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Table } from "@/ui";
import type { Demand, Limit, Rule, RuleSet } from "../api";
import { text } from "../i18n";

/** A set of rules in plain words. */
export function SetWords({ set }: { set: RuleSet }) {
  const t = useT(text);
  return (
    <div className="stack">
      <p>
        <strong>{t.reachTitle}:</strong> {t.reach[set.reach]}. {t.reachHint[set.reach]}
      </p>
      {set.note && <p lang="vi">{set.note}</p>}
      <Kinds kinds={set.kinds} />
      <h3>{t.limitsTitle}</h3>
      {set.limits.length === 0 ? <p className="muted">{t.noLimits}</p> : <Limits limits={set.limits} />}
      <h3>{t.demandsTitle}</h3>
      {set.demands.length === 0 ? (
        <p className="muted">{t.noDemands}</p>
      ) : (
        <div className="prose">
          <ul>
            {set.demands.map((demand) => (
              <li key={`${demand.scope} ${demand.from}`}>
                <DemandWords demand={demand} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** What a high level needs beside other evidence, as a sentence. */
function DemandWords({ demand: { from, scope, kinds, lower } }: { demand: Demand }) {
  const t = useT(text);
  const named = kinds.map((kind) => t.kinds[kind as Rule["kind"]].toLowerCase()).join(", ");
  return <>{t.demand(from, scope, named, lower)}</>;
}

function Kinds({ kinds }: { kinds: Rule[] }) {
  const t = useT(text);
  const most = ({ max_level }: Rule) => (max_level === 0 ? t.noLevel : t.level(max_level));
  return (
    <Table
      caption={t.kindsTitle}
      rows={kinds}
      rowKey={({ kind }) => kind}
      columns={[
        { key: "kind", head: t.columns.kind, cell: ({ kind }) => t.kinds[kind] },
        { key: "most", head: t.columns.most, cell: most },
        { key: "valid", head: t.columns.valid, cell: ({ valid_months }) => t.months(valid_months) },
        { key: "strength", head: t.columns.strength, cell: ({ strength }) => fmt.percent(strength) },
        { key: "warn", head: t.columns.warn, cell: ({ warn_days }) => t.days(warn_days) },
      ]}
    />
  );
}

function Limits({ limits }: { limits: Limit[] }) {
  const t = useT(text);
  return (
    <Table
      caption={t.limitsTitle}
      rows={limits}
      rowKey={({ scope, kind }) => `${scope} ${kind}`}
      columns={[
        { key: "scope", head: t.columns.scope, cell: ({ scope }) => `${scope}…` },
        { key: "kind", head: t.columns.kind, cell: ({ kind }) => t.kinds[kind] },
        {
          key: "most",
          head: t.columns.most,
          cell: ({ max_level }) => (max_level === 0 ? t.noLevel : t.level(max_level)),
        },
        { key: "valid", head: t.columns.valid, cell: ({ valid_months }) => t.months(valid_months) },
      ]}
    />
  );
}
