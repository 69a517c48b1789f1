import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Load, Notice, PageHeader } from "@/ui";
import { planned } from "../api";
import { text } from "../i18n";
import { PlanForm } from "../parts/plan-form";
import "../programmes.css";

/** A programme to plan, to plan anew from another one, or to edit; saving it has it matched at once. */
export default function ProgrammeNew() {
  const t = useT(text);
  const [edited] = useQueryState("sua");
  const [origin] = useQueryState("theo");
  const id = edited || origin;
  const start = useQuery({ ...planned(id), enabled: id !== "" });
  const back = edited
    ? { href: to(paths.programme, { id: edited }), label: start.data?.programme.name ?? t.back }
    : { href: paths.programmes, label: t.back };
  return (
    <div className="page">
      <PageHeader title={edited ? t.editTitle : t.newTitle} back={back} />
      {edited && <Notice tone="info">{t.editText}</Notice>}
      {id === "" ? (
        <PlanForm />
      ) : (
        <Load query={start} lines={12}>
          {(plan) => <PlanForm plan={plan} {...(edited && { edited })} />}
        </Load>
      )}
    </div>
  );
}
