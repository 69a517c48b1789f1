import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, Load, Notice, PageHeader, toast } from "@/ui";
import type { Detail, Reasoned } from "../api";
import { agree, answer, outreachKey, request } from "../api";
import { text } from "../i18n";
import "../outreach.css";
import { Candidates } from "../parts/candidates";
import { Facts } from "../parts/facts";
import { History } from "../parts/history";
import { ReasonDialog } from "../parts/reason-dialog";
import { Visits } from "../parts/visits";
import { toneOf } from "../rules";

/** A request as leaders and the department see it. */
export default function RequestPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.outreachRequest);
  const query = useQuery(request(id));
  return (
    <div className="page">
      <PageHeader
        title={query.data ? inLocale(query.data.field.name_vi, query.data.field.name_en) : t.title}
        subtitle={query.data && <Badge tone={toneOf(query.data.state)}>{t.states[query.data.state]}</Badge>}
        back={{ href: paths.outreach, label: t.back }}
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
  const keep = (next: Detail) => {
    queries.setQueryData(request(item.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: [...outreachKey, "list"] });
    void queries.invalidateQueries({ queryKey: [...outreachKey, "candidates", item.id] });
  };
  return (
    <>
      <Notice>{t.turn[item.state]}</Notice>
      <Facts item={item} />
      <Deeds item={item} onChange={keep} />
      {item.can.includes("pick") && <Candidates item={item} onChange={keep} />}
      <Visits item={item} own={false} onChange={keep} />
      <History events={item.history} />
    </>
  );
}

const reasoned: readonly Reasoned[] = ["refuse", "withdraw", "cancel"];

function Deeds({ item, onChange }: { item: Detail; onChange: (next: Detail) => void }) {
  const t = useT(text);
  const [asking, setAsking] = useState<Reasoned>();
  const agreeing = useMutation({
    mutationFn: () => agree(item.id),
    onSuccess: (next) => {
      onChange(next);
      toast(t.agreed);
    },
  });
  const done = { refuse: t.refused, withdraw: t.withdrawn, cancel: t.cancelled, decline: t.declined };
  const deeds = reasoned.filter((each) => item.can.includes(each));
  if (deeds.length === 0 && !item.can.includes("agree")) return null;
  return (
    <div className="row">
      {item.can.includes("agree") && (
        <Button busy={agreeing.isPending} onClick={() => agreeing.mutate()}>
          {t.agree}
        </Button>
      )}
      {deeds.map((deed) => (
        <Button key={deed} kind="secondary" onClick={() => setAsking(deed)}>
          {t[deed]}
        </Button>
      ))}
      <ReasonDialog
        title={asking && t[asking]}
        onClose={() => setAsking(undefined)}
        onSend={async (reason) => {
          if (!asking) return;
          onChange(await answer(item.id, asking, reason));
          toast(done[asking]);
          setAsking(undefined);
        }}
      />
    </div>
  );
}
