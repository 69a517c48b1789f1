import type { ReactNode } from "react";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { Field, Form, Select, TextArea } from "@/ui";
import type { Detail, Draft } from "../api";
import { text } from "../i18n";
import type { Claimed } from "../rules";
import { draftFrom } from "../rules";
import { ClaimsField } from "./claims-field";

/** What an item says, new or as it stands. */
export function ItemForm({
  item,
  label,
  onSave,
  onTouch,
  children,
}: {
  item?: Detail;
  label: string;
  onSave: (draft: Draft) => Promise<void>;
  /** Something was changed and not saved yet. */
  onTouch?: () => void;
  children: ReactNode;
}) {
  const t = useT(text);
  const [claims, setClaims] = useState<Claimed[]>(
    () =>
      item?.claimed.map(({ competency, level }) => ({
        id: competency.id,
        name: inLocale(competency.name_vi, competency.name_en),
        level,
      })) ?? [],
  );
  return (
    <div onInput={onTouch}>
      <Form label={label} onSubmit={(values) => onSave(draftFrom(values, claims))}>
        <Select label={t.kind} name="kind" defaultValue={item?.kind ?? "certificate"}>
          {Object.entries(t.kinds).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </Select>
        <Field label={t.name} name="title" maxLength={200} defaultValue={item?.title} />
        <Field label={t.issuer} name="issuer" maxLength={200} defaultValue={item?.issuer} optional />
        <Field label={t.issuedOn} name="issued_on" type="date" defaultValue={item?.issued_on} optional />
        <Field
          label={t.validUntil}
          hint={t.validHint}
          name="valid_until"
          type="date"
          defaultValue={item?.valid_until}
          optional
        />
        <TextArea
          label={t.note}
          hint={t.noteHint}
          name="note"
          rows={4}
          maxLength={2000}
          defaultValue={item?.note}
          optional
        />
        <ClaimsField
          claims={claims}
          onChange={(next) => {
            setClaims(next);
            onTouch?.();
          }}
        />
        <div className="form-actions">{children}</div>
      </Form>
    </div>
  );
}
