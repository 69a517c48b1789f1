import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Combobox, Dialog, Form, Submit } from "@/ui";
import type { InviteLink } from "../api";
import { invite, searchPeople } from "../api";
import { text } from "../i18n";
import { ActivationLink } from "./activation-link";

/** Finds a person of the staff list, with or without an account, and makes a link for them. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [person, setPerson] = useState<ComboOption>();
  const [made, setMade] = useState<InviteLink>();

  const submit = async () => {
    if (!person) return;
    setMade(await invite(person.id));
    await queries.invalidateQueries({ queryKey: ["accounts"] });
  };
  const again = () => {
    setMade(undefined);
    setPerson(undefined);
  };

  return (
    <Dialog open title={t.inviteTitle} onClose={onClose} actions={null}>
      {made && person ? (
        <>
          <ActivationLink label={t.linkFor(person.label)} made={made} />
          <div className="dialog-actions">
            <Button kind="secondary" onClick={again}>
              {t.another}
            </Button>
            <Button kind="secondary" onClick={onClose}>
              {t.close}
            </Button>
          </div>
        </>
      ) : (
        <Form onSubmit={submit} label={t.inviteTitle}>
          <p>{t.inviteText}</p>
          <div className="account-picker">
            <Combobox
              label={t.person}
              hint={t.personHint}
              name="staff_id"
              value={person}
              onChange={setPerson}
              search={searchPeople}
            />
          </div>
          <div className="form-actions">
            <Submit>{t.makeLink}</Submit>
            <Button kind="secondary" onClick={onClose}>
              {t.close}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
