import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, Load, Notice, PageHeader, toast } from "@/ui";
import type { Detail, Visit } from "../api";
import { accept, answer, myRequest, outreachKey } from "../api";
import { text } from "../i18n";
import "../outreach.css";
import { Facts } from "../parts/facts";
import { History } from "../parts/history";
import { LogVisit } from "../parts/log-visit";
import { ReasonDialog } from "../parts/reason-dialog";
import { Visits } from "../parts/visits";
import { toneOf } from "../rules";

/** A counter that invites me: answer, come, log. */
export default function MyVisit() {
  const t = useT(text);
  const { id } = usePageParams(paths.outreachVisit);
  const query = useQuery(myRequest(id));
  return (
    <div className="page">
      <PageHeader
        title={query.data ? inLocale(query.data.field.name_vi, query.data.field.name_en) : t.mineTitle}
        subtitle={query.data && <Badge tone={toneOf(query.data.state)}>{t.states[query.data.state]}</Badge>}
        back={{ href: paths.outreachMine, label: t.mineBack }}
      />
      <Load query={query} lines={10}>
        {(item) => <View item={item} />}
      </Load>
    </div>
  );
}

function View({ item }: { item: Detail }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [logging, setLogging] = useState<Visit>();
  const keep = (next: Detail) => {
    queries.setQueryData(myRequest(item.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: [...outreachKey, "mine"] });
  };
  return (
    <>
      <Notice>{t.mineTurn[item.state]}</Notice>
      <Answer item={item} onChange={keep} />
      {logging ? (
        <LogVisit
          key={logging.id}
          item={item}
          visit={logging}
          onClose={() => setLogging(undefined)}
          onDone={(next) => {
            setLogging(undefined);
            keep(next);
          }}
        />
      ) : (
        <Visits item={item} own onChange={keep} onLog={setLogging} />
      )}
      <Facts item={item} />
      <History events={item.history} />
    </>
  );
}

function Answer({ item, onChange }: { item: Detail; onChange: (next: Detail) => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [declining, setDeclining] = useState(false);
  const accepting = useMutation({
    mutationFn: () => accept(item.id),
    onSuccess: (next) => {
      onChange(next);
      toast(t.accepted);
    },
  });
  if (!item.can.includes("accept")) return null;
  return (
    <div className="row">
      <Button busy={accepting.isPending} onClick={() => accepting.mutate()}>
        {t.accept}
      </Button>
      <Button kind="secondary" onClick={() => setDeclining(true)}>
        {t.decline}
      </Button>
      <ReasonDialog
        title={declining ? t.decline : undefined}
        onClose={() => setDeclining(false)}
        onSend={async (reason) => {
          await answer(item.id, "decline", reason);
          toast(t.declined);
          navigate(paths.outreachMine, { replace: true });
          await queries.invalidateQueries({ queryKey: [...outreachKey, "mine"] });
        }}
      />
    </div>
  );
}
