import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Tabs } from "@/ui";
import { text } from "../i18n";
import "../mentoring.css";
import { Calendar } from "../parts/calendar";
import { LearnerSide } from "../parts/learner";
import { MentorSide } from "../parts/mentor";
import { Proposed } from "../parts/proposal-card";

export default function Mentoring() {
  const t = useT(text);
  const me = useMe();
  const [wanted] = useQueryState("nang-luc");
  const coach = hasRole(me, "mentor");
  const [side, setSide] = useQueryState("vai", coach && !wanted ? "kem" : "hoc");
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      {coach ? (
        <Tabs
          label={t.sides}
          value={side}
          onChange={setSide}
          tabs={[
            { key: "kem", label: t.asMentor, panel: () => <Side of={MentorSide} /> },
            { key: "hoc", label: t.asLearner, panel: () => <Side of={LearnerSide} /> },
          ]}
        />
      ) : (
        <>
          <Proposed />
          <LearnerSide />
        </>
      )}
      <Calendar />
    </div>
  );
}

function Side({ of: Part }: { of: typeof LearnerSide }) {
  return (
    <div className="page">
      <Part />
    </div>
  );
}
