import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Button, Load, Notice, PageHeader } from "@/ui";
import { oneProcedure } from "../api";
import { text } from "../i18n";
import { ProcedureForm } from "../parts/procedure-form";
import { ProcedureList } from "../parts/procedure-list";
import { ProcedureView } from "../parts/procedure-view";
import "../procedures.css";

export default function Procedures() {
  const [chosen] = useQueryState("ma");
  const before = useRef(chosen);
  useEffect(() => {
    // List and procedure share an address, so the header does not see the reader move.
    if (before.current === chosen) return;
    before.current = chosen;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [chosen]);
  return chosen ? <One key={chosen} id={chosen} /> : <ProcedureList />;
}

function One({ id }: { id: string }) {
  const t = useT(text);
  const [find] = useQueryState("tim");
  const [editing, setEditing] = useState(false);
  const query = useQuery(oneProcedure(id));
  const { data } = query;
  const name = data && inLocale(data.name_vi, data.name_en);
  const turn = (next: boolean) => {
    setEditing(next);
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  };
  return (
    <div className="page">
      <PageHeader
        title={name ? (editing ? t.editTitle(name) : name) : t.title}
        back={{ href: to(paths.procedures, {}, { tim: find }), label: t.back }}
        actions={data?.can.edit && !editing && <Button onClick={() => turn(true)}>{t.edit}</Button>}
      />
      <Notice tone="warn">{t.simulated}</Notice>
      <Load query={query} lines={10}>
        {(procedure) =>
          editing ? (
            <ProcedureForm procedure={procedure} onClose={() => turn(false)} />
          ) : (
            <ProcedureView procedure={procedure} />
          )
        }
      </Load>
    </div>
  );
}
