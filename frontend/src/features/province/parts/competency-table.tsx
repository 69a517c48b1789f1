import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { compare } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import { Card, EmptyState, Pager, phoneWidth, Select, Table, useNarrow } from "@/ui";
import { text } from "../i18n";
import type { CompetencyShare } from "../rules";
import { groupsOf } from "../rules";

const nameOf = ({ competency }: CompetencyShare) => inLocale(competency.name_vi, competency.name_en);
const cards = 10;

/** What a unit's posts require, the weakest first, with the way to who lacks it. */
export function CompetencyTable({
  unit,
  lines,
  chosen,
}: {
  unit: string;
  lines: CompetencyShare[];
  chosen: string;
}) {
  const t = useT(text);
  const narrow = useNarrow(phoneWidth);
  const [group, setGroup] = useQueryState("nhom");
  const [count, setCount] = useState(cards);
  const groups = useMemo(() => {
    const all = lines.map(({ competency }) => competency).sort((a, b) => compare(a.code, b.code));
    return groupsOf(all, (each) => each.name_vi);
  }, [lines]);
  const inside = groups.find(({ key }) => key === group)?.columns.map(({ key }) => key);
  const shown = lines.filter(({ competency }) => !inside || inside.includes(competency.code));
  const drawn = narrow ? shown.slice(0, count) : shown;

  const columns: Column<CompetencyShare>[] = [
    {
      key: "ten",
      head: t.competency,
      compare: (a, b) => compare(nameOf(a), nameOf(b)),
      cell: (line) => (
        <Link
          href={to(paths.unit, { unit }, { nhom: group, "nang-luc": line.competency.id })}
          aria-current={line.competency.id === chosen ? "true" : undefined}
          className="unit-competency"
        >
          {nameOf(line)}
        </Link>
      ),
    },
    {
      key: "dat",
      head: t.met,
      end: true,
      compare: (a, b) => a.count.required - b.count.required,
      cell: ({ count: { met, required } }) => `${fmt.number(met)}/${fmt.number(required)}`,
    },
    {
      key: "ty-le",
      head: t.share,
      compare: (a, b) => a.share - b.share,
      cell: ({ share }) => (
        <span className="share">
          <span className="progress-track" aria-hidden="true">
            <span className="progress-bar share-bar" style={{ width: `${share / 100}%` }} />
          </span>
          <span className="share-words">{fmt.percent(share)}</span>
        </span>
      ),
    },
  ];

  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The chosen line may lie below what the frame shows at first; the page itself stays where it is.
    const row = frame.current?.querySelector("[aria-current]")?.closest("tr");
    const box = row?.closest(".table-frame");
    if (row && box) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }, []);

  return (
    <Card title={t.competencies}>
      <p className="small muted">{t.competenciesHint}</p>
      <Select label={t.group} value={group} onChange={(event) => setGroup(event.currentTarget.value)}>
        <option value="">{t.allGroups}</option>
        {groups.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </Select>
      {shown.length === 0 ? (
        <EmptyState title={t.noCompetency}>{t.noCompetencyText}</EmptyState>
      ) : (
        <div ref={frame}>
          <Table
            caption={t.competencies}
            columns={columns}
            rows={drawn}
            rowKey={({ competency }) => competency.id}
          />
        </div>
      )}
      {narrow && shown.length > cards && (
        <Pager
          shown={drawn.length}
          total={shown.length}
          hasMore={drawn.length < shown.length}
          onMore={() => setCount(count + cards)}
        />
      )}
    </Card>
  );
}
