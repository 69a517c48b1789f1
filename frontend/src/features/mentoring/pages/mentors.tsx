import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Tabs } from "@/ui";
import "../mentoring.css";
import { Proposals } from "../parts/proposals";
import { Sensitive } from "../parts/sensitive";
import { text } from "../profile-i18n";

/** For leaders: whom to propose as mentors; for the department also what is not learnt from a superior. */
export default function Mentors() {
  const t = useT(text);
  const [view, setView] = useQueryState("phan", "de-nghi");
  return (
    <div className="page">
      <PageHeader title={t.mentors} subtitle={t.mentorsText} />
      {hasRole(useMe(), "department_officer") ? (
        <Tabs
          label={t.views}
          value={view}
          onChange={setView}
          tabs={[
            { key: "de-nghi", label: t.proposals, panel: () => <Proposals /> },
            { key: "nhay-cam", label: t.sensitive, panel: () => <Sensitive /> },
          ]}
        />
      ) : (
        <Proposals />
      )}
    </div>
  );
}
