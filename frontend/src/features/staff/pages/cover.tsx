import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Tabs } from "@/ui";
import { text } from "../i18n";
import { Absences } from "../parts/absences";
import { Counters } from "../parts/counters";
import "../staff.css";

/** Who is away, and how many must stay. */
export default function Cover() {
  const t = useT(text);
  const [view, setView] = useQueryState("phan", "vang");
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Tabs
        label={t.views}
        value={view}
        onChange={setView}
        tabs={[
          { key: "vang", label: t.absences, panel: () => <Absences /> },
          { key: "quay", label: t.counters, panel: () => <Counters /> },
        ]}
      />
    </div>
  );
}
