import type { ReactNode } from "react";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Combobox, Field, Form, Notice, TextArea } from "@/ui";
import type { Detail, Form as PostForm, Text } from "../api";
import { searchCompetencies, searchProcedures } from "../api";
import { text } from "../i18n";
import { textFrom } from "../rules";

const optionOf = (topic: Detail["competency"]): ComboOption | undefined =>
  topic && { id: topic.id, label: inLocale(topic.name_vi, topic.name_en) };

/** The texts of a question or a case, new or as it stands. */
export function PostFields({
  form,
  item,
  label,
  above,
  onSave,
  children,
}: {
  form: PostForm;
  item?: Detail;
  label: string;
  /** What stands before the texts, such as the field. */
  above?: ReactNode;
  onSave: (text: Text) => Promise<void>;
  children: ReactNode;
}) {
  const t = useT(text);
  const [competency, setCompetency] = useState(() => optionOf(item?.competency));
  const [procedure, setProcedure] = useState(() => optionOf(item?.procedure));
  return (
    <Form label={label} onSubmit={(values) => onSave(textFrom(values, competency?.id, procedure?.id))}>
      <Notice>{t.privacy}</Notice>
      {above}
      <Field label={t.name} hint={t.nameHint} name="title" maxLength={200} defaultValue={item?.title} />
      {form === "question" ? (
        <TextArea
          label={t.question}
          hint={t.questionHint}
          name="body"
          rows={6}
          maxLength={4000}
          defaultValue={item?.body}
        />
      ) : (
        <>
          <TextArea label={t.situation} name="body" rows={4} maxLength={4000} defaultValue={item?.body} />
          <TextArea label={t.did} name="did" rows={4} maxLength={4000} defaultValue={item?.did} />
          <TextArea
            label={t.watch}
            name="watch"
            rows={3}
            maxLength={4000}
            defaultValue={item?.watch}
            optional
          />
        </>
      )}
      <Combobox
        label={t.competency}
        hint={t.competencyHint}
        name="competency_id"
        optional
        value={competency}
        onChange={setCompetency}
        search={searchCompetencies}
      />
      <Combobox
        label={t.procedureLink}
        hint={t.fieldHint}
        name="procedure_id"
        optional
        value={procedure}
        onChange={setProcedure}
        search={searchProcedures}
      />
      <div className="form-actions">{children}</div>
    </Form>
  );
}
