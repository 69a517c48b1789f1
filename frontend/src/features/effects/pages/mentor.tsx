import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, to, usePageParams } from "@/lib/paths";
import { LinkButton, Load, PageHeader } from "@/ui";
import { record } from "../api";
import "../effects.css";
import { text } from "../i18n";
import { RecordView } from "../parts/record-view";

/** One mentor's record, for who answers for the mentor. */
export default function EffectMentor() {
  const t = useT(text);
  const { id } = usePageParams(paths.effectMentor);
  const query = useQuery(record(id));
  const back = { href: to(paths.effects, {}, { xem: "nguoi-kem" }), label: t.backAll };
  return (
    <div className="page">
      <PageHeader
        title={query.data?.full_name ?? t.recordTitle}
        subtitle={query.data?.unit}
        back={back}
        actions={<LinkButton href={to(paths.recognition, { id })}>{t.paper}</LinkButton>}
      />
      <Load query={query} lines={10}>
        {(found) => <RecordView record={found} />}
      </Load>
    </div>
  );
}
