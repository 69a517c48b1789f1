import { useQuery } from "@tanstack/react-query";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { LinkButton, Load, PageHeader, Tabs } from "@/ui";
import { record } from "../api";
import "../effects.css";
import { text } from "../i18n";
import { Own } from "../parts/own";
import { RecordView } from "../parts/record-view";

/** One's own levels before and after mentoring; for mentors, what came of theirs. */
export default function MyEffects() {
  const t = useT(text);
  const coach = hasRole(useMe(), "mentor");
  const [side, setSide] = useQueryState("vai", coach ? "kem" : "hoc");
  return (
    <div className="page">
      <PageHeader title={t.mineTitle} subtitle={t.mineSubtitle} />
      {coach ? (
        <Tabs
          label={t.sides}
          value={side}
          onChange={setSide}
          tabs={[
            { key: "kem", label: t.asMentor, panel: () => <Coach /> },
            { key: "hoc", label: t.asLearner, panel: () => <Own /> },
          ]}
        />
      ) : (
        <Own />
      )}
    </div>
  );
}

function Coach() {
  const t = useT(text);
  const id = useMe().staff_id ?? "";
  return (
    <Load query={useQuery(record(""))} lines={8}>
      {(found) => (
        <div className="stack">
          <div>
            <LinkButton kind="secondary" href={to(paths.recognition, { id })}>
              {t.paper}
            </LinkButton>
          </div>
          <RecordView record={found} plain />
        </div>
      )}
    </Load>
  );
}
