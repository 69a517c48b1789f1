import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { Button, Card, EmptyState, Load, PageHeader } from "@/ui";
import type { ProcedureNeeds } from "../needs-api";
import { procedureNeeds } from "../needs-api";
import { text } from "../needs-i18n";
import { NeedEditor } from "../parts/need-editor";
import { NeedReach } from "../parts/need-reach";
import { NeedTable } from "../parts/need-table";
import "../province.css";
import "../views.css";

/** What one procedure needs, why, and who can do it; the department's officer changes it here. */
export default function ProcedureNeedPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.procedureNeed);
  const [unit] = useQueryState("don-vi");
  const [editing, setEditing] = useState(false);
  const query = useQuery(procedureNeeds(id));
  const { data } = query;
  const turn = (next: boolean) => {
    setEditing(next);
    document.querySelector<HTMLElement>("h1")?.focus();
  };
  return (
    <div className="page need-page">
      <PageHeader
        title={data ? inLocale(data.procedure.name_vi, data.procedure.name_en) : t.title}
        subtitle={data && t.codeField(data.procedure.code, data.field_vi)}
        back={
          unit
            ? { href: to(paths.unitFragile, { unit }), label: t.toFragile }
            : { href: paths.procedureNeeds, label: t.toList }
        }
        actions={data?.can.decide && !editing && <Button onClick={() => turn(true)}>{t.edit}</Button>}
      />
      <Load query={query} lines={10}>
        {(found) =>
          editing ? (
            <NeedEditor found={found} onClose={() => turn(false)} />
          ) : (
            <>
              <Today found={found} />
              <NeedReach id={found.procedure.id} />
            </>
          )
        }
      </Load>
    </div>
  );
}

function Today({ found }: { found: ProcedureNeeds }) {
  const t = useT(text);
  return (
    <Card title={t.needs}>
      {!found.can.decide && <p className="muted">{t.readOnly}</p>}
      {found.items.length === 0 ? (
        <EmptyState title={t.needsNone}>{t.needsNoneText}</EmptyState>
      ) : (
        <NeedTable found={found} />
      )}
      {found.items.some(({ decided }) => !decided) && <p className="small muted">{t.draftHint}</p>}
      <p>
        <Link href={to(paths.procedures, {}, { ma: found.procedure.id })}>{t.steps}</Link>
      </p>
    </Card>
  );
}
