import { useRef, useState } from "react";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Button, Notice, Progress, Table } from "@/ui";
import type { Column } from "@/ui";
import type { Shift } from "../api";
import { simulate } from "../api";
import { text } from "../i18n";
import { added } from "../rules";
import { useNames } from "../words";
import { Affected } from "./affected";

interface Trial {
  state: "busy" | "done" | "stopped";
  judged: number;
  total: number;
  shifts: Shift[];
}

/** Tries the draft on past results step by step; nothing changes by it. `onDone` hears that all were judged. */
export function Simulation({ version, onDone }: { version: number; onDone: () => void }) {
  const t = useT(text);
  const { source } = useNames();
  const [trial, setTrial] = useState<Trial>();
  const [failure, setFailure] = useState<unknown>();
  const [chosen, setChosen] = useState<Shift>();
  const stop = useRef<AbortController>(undefined);
  const run = async () => {
    const mine = new AbortController();
    stop.current = mine;
    setFailure(undefined);
    setChosen(undefined);
    let now: Trial = { state: "busy", judged: 0, total: 0, shifts: [] };
    setTrial(now);
    try {
      let after = "";
      do {
        // Each step names where the next one begins.
        // oxlint-disable-next-line no-await-in-loop
        const step = await simulate(source, after, mine.signal);
        now = {
          ...now,
          judged: now.judged + step.people,
          total: step.total,
          shifts: added(now.shifts, step.shifts),
        };
        setTrial(now);
        after = step.next ?? "";
      } while (after);
      setTrial({ ...now, state: "done" });
      onDone();
    } catch (error) {
      setTrial({ ...now, state: "stopped" });
      if (!mine.signal.aborted) setFailure(error);
    }
  };
  const busy = trial?.state === "busy";
  return (
    <div className="stack">
      <p className="muted">{t.trialText}</p>
      <div className="row">
        <Button kind="secondary" busy={busy} onClick={() => void run()}>
          {trial ? t.trialAgain : t.trialStart}
        </Button>
        {busy && (
          <Button kind="quiet" onClick={() => stop.current?.abort()}>
            {t.trialStop}
          </Button>
        )}
      </div>
      {failure !== undefined && (
        <Notice tone="bad" live>
          {sentence(failure)}
        </Notice>
      )}
      {trial && <Outcome trial={trial} onChoose={setChosen} />}
      {chosen && (
        <Affected
          key={`${chosen.competency.id} ${chosen.level} ${chosen.gain}`}
          shift={chosen}
          version={version}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

function Outcome({ trial, onChoose }: { trial: Trial; onChoose: (shift: Shift) => void }) {
  const t = useT(text);
  const { state, judged, total, shifts } = trial;
  if (state === "busy") {
    return (
      <Progress
        label={t.trialBusy}
        value={total === 0 ? 0 : judged / total}
        words={t.trialSome(fmt.number(judged), fmt.number(total))}
      />
    );
  }
  return (
    <>
      <p role="status">
        {state === "stopped"
          ? t.trialStopped
          : total === 0
            ? t.trialNobody
            : shifts.length === 0
              ? `${t.trialDone(fmt.number(judged))} ${t.trialSame}`
              : t.trialDone(fmt.number(judged))}
      </p>
      {shifts.length > 0 && <Shifts shifts={shifts} onChoose={onChoose} />}
    </>
  );
}

function Shifts({ shifts, onChoose }: { shifts: Shift[]; onChoose: (shift: Shift) => void }) {
  const t = useT(text);
  const name = ({ competency }: Shift) => inLocale(competency.name_vi, competency.name_en);
  const columns: Column<Shift>[] = [
    { key: "competency", head: t.shiftColumns.competency, cell: name },
    { key: "level", head: t.shiftColumns.level, cell: ({ level }) => fmt.number(level) },
    {
      key: "people",
      head: t.shiftColumns.people,
      cell: ({ gain, people }) => (
        <Badge tone={gain ? "ok" : "warn"}>
          {gain ? t.gain(fmt.number(people)) : t.lose(fmt.number(people))}
        </Badge>
      ),
    },
    {
      key: "who",
      head: t.shiftColumns.who,
      cell: (shift) => (
        <Button
          kind="quiet"
          small
          aria-label={t.whoOf(name(shift), shift.level)}
          onClick={() => onChoose(shift)}
        >
          {t.who}
        </Button>
      ),
    },
  ];
  return (
    <Table
      caption={t.trial}
      columns={columns}
      rows={shifts}
      rowKey={({ competency, level, gain }) => `${competency.id} ${level} ${gain}`}
    />
  );
}
