import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, Card, Check, Select } from "@/ui";
import type { Competency, Draft, Target } from "../api";
import { mapTo } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** What an archived competency goes on as, each with whether its evidence goes along. */
export function MapEditor({ draft, from }: { draft: Draft; from: Competency }) {
  const t = useT(text);
  const [rows, setRows] = useState<Target[]>(() =>
    draft.maps
      .filter((each) => each.from_id === from.id)
      .map(({ to_id, carries, most_level }) => ({ to_id, carries, most_level })),
  );
  const choices = draft.competencies.filter((each) => !each.archived && each.id !== from.id);
  const save = useDeed((to: Target[]) => mapTo(from.id, to), t.mapSaved);
  const first = choices.find((each) => !rows.some((row) => row.to_id === each.id));
  const change = (index: number, part: Partial<Target>) =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <Card title={t.mapTitle}>
      <p className="muted">{rows.length === 0 ? t.mapNone : t.mapText}</p>
      {rows.map((row, index) => (
        <div className="framework-map-row" key={`${index}${rows.length}`}>
          <Select
            label={t.mapTarget}
            value={row.to_id}
            onChange={(event) => change(index, { to_id: event.currentTarget.value })}
          >
            {choices.map((each) => (
              <option key={each.id} value={each.id}>
                {each.code} · {each.name_vi}
              </option>
            ))}
          </Select>
          <Check
            label={t.mapCarries}
            checked={row.carries}
            onChange={(carries) => change(index, { carries })}
          />
          <Select
            label={t.mapMost}
            value={String(row.most_level)}
            onChange={(event) => change(index, { most_level: Number(event.currentTarget.value) })}
          >
            {[1, 2, 3, 4, 5].map((level) => (
              <option key={level} value={level}>
                {t.level(level)}
              </option>
            ))}
          </Select>
          <Button kind="quiet" onClick={() => setRows(rows.filter((_, at) => at !== index))}>
            {t.mapRemove}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          kind="secondary"
          disabled={!first}
          onClick={() => first && setRows([...rows, { to_id: first.id, carries: true, most_level: 5 }])}
        >
          {t.mapAdd}
        </Button>
        <Button busy={save.isPending} onClick={() => save.mutate(rows)}>
          {t.mapSave}
        </Button>
      </div>
    </Card>
  );
}
