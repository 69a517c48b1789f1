import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Combobox, Form, Select, Submit } from "@/ui";
import type { Account } from "../api";
import { saveGrants, searchUnits } from "../api";
import { text } from "../i18n";
import type { Grant, Role } from "../rules";
import { roles, sameGrants, withGrant, withoutGrant } from "../rules";

/** The roles of an account: taken away and added here, written together by one button. */
export function GrantsEditor({ account }: { account: Account }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [grants, setGrants] = useState<Grant[]>(account.roles);
  const [saved, setSaved] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const changed = !sameGrants(grants, account.roles);
  const words = (grant: Grant) => t.at(t.roles[grant.role] ?? grant.role, grant.unit.name);
  const change = (next: Grant[]) => {
    setSaved(false);
    setGrants(next);
  };

  const save = async () => {
    const answer = await saveGrants(account.id, grants);
    setGrants(answer.roles);
    await queries.invalidateQueries({ queryKey: ["accounts"] });
    setSaved(true);
  };

  return (
    <section className="stack">
      <h3 ref={heading} tabIndex={-1}>
        {t.grants}
      </h3>
      {grants.length === 0 && <p className="muted">{t.grantsNone}</p>}
      <ul className="account-grants">
        {grants.map((grant) => (
          <li key={`${grant.role} ${grant.unit.id}`} className="account-grant">
            <span>{words(grant)}</span>
            <Button
              kind="quiet"
              small
              aria-label={t.removeOf(words(grant))}
              onClick={() => {
                // The button goes with its role; the focus stays in the window.
                heading.current?.focus();
                change(withoutGrant(grants, grant));
              }}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <AddGrant onAdd={(grant) => change(withGrant(grants, grant))} />
      <Form onSubmit={save} label={t.save}>
        <div className="row">
          {changed && <Submit>{t.save}</Submit>}
          <span role="status">{changed ? t.unsaved : saved ? t.saved(account.name) : ""}</span>
        </div>
      </Form>
    </section>
  );
}

function AddGrant({ onAdd }: { onAdd: (grant: Grant) => void }) {
  const t = useT(text);
  const [role, setRole] = useState<Role>("learner");
  const [unit, setUnit] = useState<ComboOption>();
  const add = async () => {
    if (!unit) return;
    onAdd({ role, unit: { id: unit.id, code: unit.hint ?? "", name: unit.label } });
    setUnit(undefined);
  };
  return (
    <Form onSubmit={add} label={t.addTitle}>
      <Select
        label={t.addTitle}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      >
        {roles.map((each) => (
          <option key={each} value={each}>
            {t.roles[each]}
          </option>
        ))}
      </Select>
      <div className="account-picker">
        <Combobox
          label={t.unit}
          hint={t.unitHint}
          name="unit_id"
          value={unit}
          onChange={setUnit}
          search={searchUnits}
        />
      </div>
      <div>
        <Submit kind="secondary">{t.add}</Submit>
      </div>
    </Form>
  );
}
