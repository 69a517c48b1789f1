import { useLocation } from "wouter";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { PageHeader, toast } from "@/ui";
import { createClass } from "../api";
import "../classes.css";
import { text } from "../i18n";
import { ClassForm } from "../parts/class-form";

export default function ClassNew() {
  const t = useT(text);
  const me = useMe();
  const [, go] = useLocation();
  const desk = me.unit ?? me.roles.find(({ role }) => role === "department_officer")?.unit;
  return (
    <div className="page">
      <PageHeader title={t.newTitle} back={{ href: paths.classes, label: t.back }} />
      <ClassForm
        unit={desk && { id: desk.id, label: desk.name }}
        yes={t.saveDraft}
        save={createClass}
        onSaved={(made) => {
          toast(t.draftSaved);
          go(to(paths.class, { id: made.id }), { replace: true });
        }}
        onCancel={() => go(paths.classes)}
      />
    </div>
  );
}
