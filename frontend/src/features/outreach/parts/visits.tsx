import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Badge, Button, Card, toast } from "@/ui";
import type { Detail, Visit } from "../api";
import { confirmVisit, settle } from "../api";
import { text } from "../i18n";
import { visitTone } from "../rules";
import { whenOf } from "../words";
import { ReasonDialog } from "./reason-dialog";

/** The half-days of a request with what whoever looks may do about each. */
export function Visits({
  item,
  own,
  onChange,
  onLog,
}: {
  item: Detail;
  /** Seen by the specialist. */
  own: boolean;
  onChange: (next: Detail) => void;
  onLog?: (visit: Visit) => void;
}) {
  const t = useT(text);
  if (item.visits.length === 0) return null;
  return (
    <Card title={t.visits}>
      <ul className="plain-list divided">
        {item.visits.map((visit) => (
          <li key={visit.id} className="stack-tight">
            <div className="row-between">
              <strong>{whenOf(visit)}</strong>
              <Badge tone={visitTone(visit.state)}>{t.visitStates[visit.state]}</Badge>
            </div>
            <Work visit={visit} />
            <Deeds visit={visit} own={own} onChange={onChange} onLog={onLog} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Work({ visit }: { visit: Visit }) {
  const t = useT(text);
  return (
    <>
      {visit.reason && (
        <div className="small">
          {t.why}: {visit.reason}
        </div>
      )}
      {visit.done && (
        <div>
          {visit.done} <span className="muted">({t.minutes(visit.minutes)})</span>
        </div>
      )}
      {visit.people.map((each) => (
        <div key={each.staff_id} className="small">
          <strong>{each.full_name}</strong>: {each.level > 0 ? t.levelOption(each.level) : t.noLevel}
          {each.alone && ` · ${t.alone}: ${each.alone}`}
        </div>
      ))}
    </>
  );
}

function Deeds({
  visit,
  own,
  onChange,
  onLog,
}: {
  visit: Visit;
  own: boolean;
  onChange: (next: Detail) => void;
  onLog: ((visit: Visit) => void) | undefined;
}) {
  const t = useT(text);
  const [asking, setAsking] = useState<"dispute" | "call_off">();
  const confirming = useMutation({
    mutationFn: () => confirmVisit(visit.id),
    onSuccess: (next) => {
      onChange(next);
      toast(t.confirmed);
    },
  });
  const can = (deed: Visit["can"][number]) => visit.can.includes(deed);
  if (visit.can.length === 0) return null;
  const words = { dispute: [t.dispute, t.disputed], call_off: [t.callOff, t.calledOff] } as const;
  return (
    <div className="row">
      {can("log") && onLog && <Button onClick={() => onLog(visit)}>{t.log}</Button>}
      {can("confirm") && (
        <Button busy={confirming.isPending} onClick={() => confirming.mutate()}>
          {t.confirm}
        </Button>
      )}
      {can("dispute") && (
        <Button kind="secondary" onClick={() => setAsking("dispute")}>
          {t.dispute}
        </Button>
      )}
      {can("call_off") && (
        <Button kind="secondary" onClick={() => setAsking("call_off")}>
          {t.callOff}
        </Button>
      )}
      <ReasonDialog
        title={asking && words[asking][0]}
        onClose={() => setAsking(undefined)}
        onSend={async (reason) => {
          if (!asking) return;
          onChange(await settle(visit.id, asking, reason, own));
          toast(words[asking][1]);
          setAsking(undefined);
        }}
      />
    </div>
  );
}
