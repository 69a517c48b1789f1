import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useT } from "@/lib/i18n";
import { Badge, Button, Check, Select } from "@/ui";
import type { Competency } from "../api";
import { competencies } from "../api";
import type { ProcedureNeeds } from "../needs-api";
import { text } from "../needs-i18n";
import type { Line } from "../needs-rules";
import { Asks, NeedOrigin, nameOf } from "./need-table";

const most = 20;
const levels = [1, 2, 3, 4, 5];

interface Props {
  found: ProcedureNeeds;
  lines: Line[];
  onChange: (lines: Line[]) => void;
}

/** The competencies that a procedure is to need, each with its level and why. */
export function NeedLines({ found, lines, onChange }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const put = (line: Line) =>
    onChange(lines.map((each) => (each.competency.id === line.competency.id ? line : each)));
  const remove = (id: string) => {
    onChange(lines.filter(({ competency }) => competency.id !== id));
    // The button goes with its line.
    end.current?.querySelector("select")?.focus();
  };
  return (
    <>
      <ul className="plain-list divided">
        {lines.map((line) => (
          <li key={line.competency.id}>
            <Row line={line} found={found} onChange={put} onRemove={() => remove(line.competency.id)} />
          </li>
        ))}
      </ul>
      <div ref={end}>
        <AddNeed
          found={found}
          lines={lines}
          onAdd={(competency, level) => onChange([...lines, { competency, level, confirmed: true }])}
        />
      </div>
    </>
  );
}

function Row({
  line,
  found,
  onChange,
  onRemove,
}: {
  line: Line;
  found: ProcedureNeeds;
  onChange: (line: Line) => void;
  onRemove: () => void;
}) {
  const t = useT(text);
  const { competency, level, confirmed } = line;
  const name = nameOf(competency);
  const need = found.items.find((each) => each.competency.id === competency.id);
  const kept = need?.level === level;
  return (
    <div className="need-line">
      <div className="stack-tight">
        <strong>{name}</strong>
        <span className="small">
          {need && kept ? <NeedOrigin need={need} /> : <Badge tone="info">{t.fresh}</Badge>}
        </span>
        <Asks of={competency.id} level={level} asks={found.asks} />
      </div>
      <div className="need-deeds">
        <Select
          label={t.level}
          aria-label={`${t.level}: ${name}`}
          value={level}
          onChange={(event) => onChange({ ...line, level: Number(event.currentTarget.value) })}
        >
          {levels.map((each) => (
            <option key={each} value={each}>
              {t.levelOf(each)}
            </option>
          ))}
        </Select>
        {need && kept && !need.decided && (
          <Check
            label={t.confirmDraft}
            checked={confirmed}
            onChange={(next) => onChange({ ...line, confirmed: next })}
          />
        )}
        <Button kind="secondary" small aria-label={t.removeOf(name)} onClick={onRemove}>
          {t.remove}
        </Button>
      </div>
    </div>
  );
}

function AddNeed({
  found,
  lines,
  onAdd,
}: Omit<Props, "onChange"> & { onAdd: (competency: Competency, level: number) => void }) {
  const t = useT(text);
  const [chosen, setChosen] = useState("");
  const [level, setLevel] = useState(3);
  const there = new Set(lines.map(({ competency }) => competency.id));
  const free = (useQuery(competencies).data?.items ?? []).filter(({ id }) => !there.has(id));
  const asked = (id: string) =>
    Math.max(0, ...found.asks.filter((each) => each.competency_id === id).map((each) => each.level));
  if (lines.length >= most) return <p className="muted">{t.mostNeeds}</p>;
  const choose = (id: string) => {
    setChosen(id);
    if (asked(id) > 0) setLevel(asked(id));
  };
  const add = () => {
    const competency = free.find(({ id }) => id === chosen);
    if (!competency) return;
    onAdd(competency, level);
    setChosen("");
  };
  const options = (some: Competency[]) =>
    some.map((each) => (
      <option key={each.id} value={each.id}>
        {each.code} {nameOf(each)}
      </option>
    ));
  return (
    <div className="view-filters">
      <Select label={t.add} value={chosen} optional onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t.choose}</option>
        <optgroup label={t.asked}>{options(free.filter(({ id }) => asked(id) > 0))}</optgroup>
        <optgroup label={t.others}>{options(free.filter(({ id }) => asked(id) === 0))}</optgroup>
      </Select>
      <Select label={t.level} value={level} onChange={(event) => setLevel(Number(event.currentTarget.value))}>
        {levels.map((each) => (
          <option key={each} value={each}>
            {t.levelOf(each)}
          </option>
        ))}
      </Select>
      <div>
        <Button kind="secondary" disabled={!chosen} onClick={add}>
          {t.addButton}
        </Button>
      </div>
    </div>
  );
}
