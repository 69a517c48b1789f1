import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { PageHeader, Tabs } from "@/ui";
import "../framework.css";
import { text } from "../i18n";
import { PositionRequirements } from "../parts/position-requirements";
import { UnitRequirements } from "../parts/unit-requirements";

/** Who requires what: the province of positions, and units beyond it. */
export default function Requirements() {
  const t = useT(text);
  const [part, setPart] = useQueryState("phan", "vi-tri");
  return (
    <div className="page">
      <PageHeader title={t.reqTitle} subtitle={t.reqText} />
      <Tabs
        label={t.reqParts}
        value={part}
        onChange={setPart}
        tabs={[
          { key: "vi-tri", label: t.byPosition, panel: () => <PositionRequirements /> },
          { key: "don-vi", label: t.byUnit, panel: () => <UnitRequirements /> },
        ]}
      />
    </div>
  );
}
