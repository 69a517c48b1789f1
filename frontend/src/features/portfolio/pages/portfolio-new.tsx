import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import { paths, to } from "@/lib/paths";
import { Card, LinkButton, PageHeader, Submit } from "@/ui";
import { add, myItem, portfolioKey } from "../api";
import { text } from "../i18n";
import { ItemForm } from "../parts/item-form";
import "../portfolio.css";

/** A new item; files are attached once it is kept. */
export default function PortfolioNew() {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [id] = useState(newId);
  return (
    <div className="page">
      <PageHeader title={t.newTitle} back={{ href: paths.portfolio, label: t.back }} />
      <Card>
        <ItemForm
          label={t.newTitle}
          onSave={async (draft) => {
            const made = await add(id, draft);
            await queries.invalidateQueries({ queryKey: portfolioKey });
            queries.setQueryData(myItem(id).queryKey, made);
            navigate(to(paths.portfolioItem, { id }), { replace: true });
          }}
        >
          <Submit>{t.create}</Submit>
          <LinkButton kind="secondary" href={paths.portfolio}>
            {t.cancel}
          </LinkButton>
        </ItemForm>
      </Card>
    </div>
  );
}
