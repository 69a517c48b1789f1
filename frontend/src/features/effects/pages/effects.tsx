import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Segments } from "@/ui";
import "../effects.css";
import { text } from "../i18n";
import { Filters, useNarrowing } from "../parts/filters";
import { Mentors } from "../parts/mentors";
import { Pairs } from "../parts/pairs";
import { Summary } from "../parts/summary";

/** What mentoring changed, for who answers for a commune or the province. */
export default function Effects() {
  const t = useT(text);
  const [view, setView] = useQueryState("xem", "tong-hop");
  const narrowing = useNarrowing();
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Segments
        label={t.views}
        options={[
          { value: "tong-hop", label: t.viewSummary },
          { value: "cap", label: t.viewPairs },
          { value: "nguoi-kem", label: t.viewMentors },
        ]}
        value={view}
        onChange={setView}
      />
      <Filters narrowing={narrowing} view={view} />
      {view === "cap" ? (
        <Pairs narrowing={narrowing.now} />
      ) : view === "nguoi-kem" ? (
        <Mentors narrowing={narrowing.now} />
      ) : (
        <Summary narrowing={narrowing.now} />
      )}
    </div>
  );
}
