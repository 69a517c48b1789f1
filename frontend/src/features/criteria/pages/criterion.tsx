import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { sentence } from "@/api/problem";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, Card, confirm, Load, Notice, PageHeader, toast } from "@/ui";
import type { Detail } from "../api";
import { criteriaKey, detail, retire, sourceOf } from "../api";
import "../criteria.css";
import { text } from "../i18n";
import { DraftCard } from "../parts/draft-card";
import { History } from "../parts/history";
import { Preview } from "../parts/preview";
import { SetEditor } from "../parts/set-editor";
import type { Names } from "../words";
import { NamesContext, namesOf, noNames } from "../words";

/** What finishing one source proves: in force, drafted, before. */
export default function Criterion() {
  const t = useT(text);
  const { source } = usePageParams(paths.criterion);
  const query = useQuery(detail(sourceOf(source)));
  const found = query.data?.source;
  return (
    <div className="page">
      <PageHeader
        title={found ? inLocale(found.title_vi, found.title_en) : t.title}
        subtitle={found && `${t.kinds[found.kind]} · ${found.code}`}
        back={{ href: paths.criteria, label: t.back }}
      />
      <Load query={query} lines={8}>
        {(data) => <Found found={data} />}
      </Load>
    </div>
  );
}

function Found({ found }: { found: Detail }) {
  const t = useT(text);
  const locale = useLocale();
  const [editing, setEditing] = useState(false);
  const [learnt] = useState(noNames);
  // The names are read anew in another language, and what was chosen in the editor stays known.
  // oxlint-disable-next-line exhaustive-deps
  const names = useMemo(() => namesOf(found, learnt), [found, learnt, locale]);
  const { draft, can } = found;
  return (
    <NamesContext.Provider value={names}>
      <InForce found={found} names={names} />
      {can.edit && editing && (
        <SetEditor start={draft?.set ?? found.in_force} onClose={() => setEditing(false)} />
      )}
      {can.edit && !editing && draft && (
        <DraftCard key={draft.updated_at} draft={draft} onEdit={() => setEditing(true)} />
      )}
      {can.edit && !editing && !draft && (
        <div>
          <Button onClick={() => setEditing(true)}>{t.startEdit}</Button>
        </div>
      )}
      <History versions={found.versions} names={names} />
    </NamesContext.Provider>
  );
}

function InForce({ found, names }: { found: Detail; names: Names }) {
  const t = useT(text);
  const queries = useQueryClient();
  const { source, in_force, can } = found;
  const leave = useMutation({
    mutationFn: () => retire(names.source),
    onSuccess: () => toast(t.retired),
    onSettled: () => queries.invalidateQueries({ queryKey: criteriaKey }),
  });
  const ask = async () => {
    const yes = await confirm({
      title: t.retireTitle,
      text: t.retireText,
      yes: t.retire,
      no: t.dropNo,
      danger: true,
    });
    if (yes) leave.mutate();
  };
  return (
    <Card
      title={t.inForce}
      actions={source.version > 0 && <Badge tone="ok">{t.byVersion(source.version)}</Badge>}
    >
      {source.version === 0 && <p className="muted">{t.byClaims}</p>}
      <Preview set={in_force} names={names} />
      {leave.error && (
        <Notice tone="bad" live>
          {sentence(leave.error)}
        </Notice>
      )}
      {can.edit && source.version > 0 && (
        <div>
          <Button kind="quiet" small busy={leave.isPending} onClick={() => void ask()}>
            {t.retire}
          </Button>
        </div>
      )}
    </Card>
  );
}
