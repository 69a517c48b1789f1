import { useT } from "@/lib/i18n";
import { PageHeader } from "@/ui";
import { text } from "../observe-i18n";
import { ObserveForm } from "../parts/observe-form";
import { ObservedList } from "../parts/observed-list";
import "../people.css";

/** What an assessor sees at work: written down on the spot, found again below. */
export default function Observe() {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <ObserveForm />
      <ObservedList />
    </div>
  );
}
