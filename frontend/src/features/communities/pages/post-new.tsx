import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import { Card, Combobox, LinkButton, Load, PageHeader, Submit, toast } from "@/ui";
import type { Field } from "../api";
import { add, communitiesKey, fields, post } from "../api";
import "../communities.css";
import { text } from "../i18n";
import { PostFields } from "../parts/post-form";
import { fieldOf, formOf, keyOf, sorted } from "../rules";

/** A new question or case. */
export default function PostNew() {
  const t = useT(text);
  const [kind] = useQueryState("loai", "question");
  const form = formOf(kind) || "question";
  const query = useQuery(fields);
  return (
    <div className="page">
      <PageHeader
        title={form === "case" ? t.newCase : t.newQuestion}
        back={{ href: paths.communities, label: t.back }}
      />
      <Load query={query} lines={10}>
        {({ items }) => (
          <Card>
            <Writing form={form} known={items} />
          </Card>
        )}
      </Load>
    </div>
  );
}

function Writing({ form, known }: { form: "question" | "case"; known: Field[] }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const option = useCallback(
    (each: Field): ComboOption => ({
      id: keyOf(each),
      label: inLocale(each.name_vi, each.name_en),
      hint: each.own ? t.own : each.kind === "position" ? t.position : t.procedure,
    }),
    [t],
  );
  const [field, setField] = useState<ComboOption | undefined>(() => {
    const own = known.find((each) => each.own);
    return own && option(own);
  });
  const search = useCallback(
    (q: string) => Promise.resolve(sorted(known, q).slice(0, 20).map(option)),
    [known, option],
  );
  return (
    <PostFields
      form={form}
      label={form === "case" ? t.newCase : t.newQuestion}
      above={
        <Combobox
          label={t.field}
          hint={t.fieldHint}
          name="field"
          value={field}
          onChange={setField}
          search={search}
        />
      }
      onSave={async (words) => {
        const chosen = field && fieldOf(known, field.id);
        const made = await add({
          ...words,
          form,
          field_kind: chosen?.kind ?? "position",
          field: chosen?.code ?? "?",
        });
        await queries.invalidateQueries({ queryKey: communitiesKey });
        queries.setQueryData(post(made.id).queryKey, made);
        toast(t.posted);
        navigate(to(paths.communityPost, { id: made.id }), { replace: true });
      }}
    >
      <Submit>{t.post}</Submit>
      <LinkButton kind="secondary" href={paths.communities}>
        {t.cancel}
      </LinkButton>
    </PostFields>
  );
}
