import { useMe } from "@/api/session";
import { hasRole } from "@/api/me";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Segments } from "@/ui";
import { text } from "../i18n";
import { Communes } from "../parts/communes";
import { PlanList } from "../parts/plan-list";
import "../plans.css";

/** How the plans of everybody in reach stand, by person or, for the department, by commune. */
export default function PlansPeople() {
  const t = useT(text);
  const wide = hasRole(useMe(), "department_officer");
  const [view, setView] = useQueryState("xem", wide ? "xa" : "nguoi");
  return (
    <div className="page">
      <PageHeader title={t.titlePeople} />
      {wide && (
        <Segments
          label={t.views}
          options={[
            { value: "xa", label: t.viewCommunes },
            { value: "nguoi", label: t.viewPeople },
          ]}
          value={view}
          onChange={setView}
        />
      )}
      {view === "xa" ? <Communes /> : <PlanList />}
    </div>
  );
}
