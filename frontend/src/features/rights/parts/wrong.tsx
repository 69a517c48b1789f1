import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useMe } from "@/api/session";
import { hasRole } from "@/api/me";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Button, Card, Field, FormDialog, Load, TextArea, toast } from "@/ui";
import type { Notice } from "../api";
import { notice, putNotice } from "../api";
import { text } from "../i18n";

/** How long things are kept, and what to do about what is wrong. */
export function Wrong() {
  return <Load query={useQuery(notice)}>{(found) => <Words notice={found} />}</Load>;
}

function Words({ notice: found }: { notice: Notice }) {
  const t = useT(text);
  const learns = hasRole(useMe(), "learner");
  const [editing, setEditing] = useState(false);
  return (
    <Card title={t.wrong}>
      <ul className="rights-steps">
        <li>
          {t.wrongLevel} {learns && <Link href={paths.competencies}>{t.toCompetencies}</Link>}
        </li>
        <li>{t.wrongRecord}</li>
        <li>
          {t.complain(found.response_days)} {t.contact}: <strong>{found.contact}</strong>.
        </li>
      </ul>
      <h3>{t.keeping}</h3>
      <p>{found.keeping}</p>
      <p className="small muted">{t.law}</p>
      {found.can_edit && (
        <div>
          <Button kind="secondary" onClick={() => setEditing(true)}>
            {t.edit}
          </Button>
        </div>
      )}
      {editing && <Edit notice={found} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Edit({ notice: found, onClose }: { notice: Notice; onClose: () => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const save = async (values: FormData) => {
    const words = (name: string) => String(values.get(name)).normalize("NFC");
    const next = await putNotice({
      response_days: Number(values.get("response_days")),
      contact: words("contact"),
      keeping: words("keeping"),
    });
    queries.setQueryData(notice.queryKey, next);
    onClose();
    toast(t.saved);
  };
  return (
    <FormDialog open title={t.editTitle} yes={t.save} no={t.cancel} onClose={onClose} onSubmit={save}>
      <Field
        label={t.days}
        name="response_days"
        type="number"
        min={1}
        max={30}
        defaultValue={String(found.response_days)}
      />
      <TextArea label={t.contact} name="contact" rows={2} maxLength={500} defaultValue={found.contact} />
      <TextArea label={t.keeping} name="keeping" rows={5} maxLength={2000} defaultValue={found.keeping} />
    </FormDialog>
  );
}
