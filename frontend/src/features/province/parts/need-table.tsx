import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Table } from "@/ui";
import type { Competency } from "../api";
import type { ActorAsk, Need, ProcedureNeeds } from "../needs-api";
import { text } from "../needs-i18n";

export const nameOf = ({ name_vi, name_en }: Competency) => inLocale(name_vi, name_en);

/** What a procedure needs, to read. */
export function NeedTable({ found }: { found: ProcedureNeeds }) {
  const t = useT(text);
  return (
    <Table
      caption={t.needs}
      rows={found.items}
      rowKey={({ competency }) => competency.id}
      columns={[
        { key: "nang-luc", head: t.competency, cell: ({ competency }) => nameOf(competency) },
        { key: "muc", head: t.level, end: true, cell: ({ level }) => fmt.number(level) },
        { key: "do-dau", head: t.originOf, cell: (need) => <NeedOrigin need={need} /> },
        {
          key: "vi-sao",
          head: t.why,
          cell: ({ competency, level }) => <Asks of={competency.id} level={level} asks={found.asks} />,
        },
      ]}
    />
  );
}

/** Whether a line is a draft, or who decided it. */
export function NeedOrigin({ need }: { need: Need }) {
  const t = useT(text);
  return need.decided ? (
    <>{t.decidedBy(need.decided.by ?? "", fmt.date(need.decided.at))}</>
  ) : (
    <Badge tone="warn">{t.draft}</Badge>
  );
}

/** The posts of the steps that require a competency at a level, or the nearest below it, and how many require less. */
export function Asks({ of, level: needed, asks }: { of: string; level: number; asks: ActorAsk[] }) {
  const t = useT(text);
  const all = asks.filter(({ competency_id }) => competency_id === of);
  const most = Math.max(...all.map(({ level }) => level));
  const own = all.filter(({ level }) => level >= Math.min(needed, most));
  if (all.length === 0) return <span className="muted">{t.noAsk}</span>;
  return (
    <ul className="plain-list small">
      {own.map(({ position_vi, position_en, level }) => (
        <li key={position_vi}>{t.ask(inLocale(position_vi, position_en), level)}</li>
      ))}
      {all.length > own.length && <li className="muted">{t.lower(all.length - own.length)}</li>}
    </ul>
  );
}
