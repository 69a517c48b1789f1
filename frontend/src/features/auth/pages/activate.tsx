import { useLocation, useSearchParams } from "wouter";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Card, EmptyState, Field, Form, PageHeader, Submit } from "@/ui";
import { acceptInvite } from "../api";
import "../auth.css";
import { text } from "../i18n";

/** Where the link of an invitation leads. */
export default function Activate() {
  const t = useT(text);
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const token = search.get("token");

  const submit = async (values: FormData) => {
    await acceptInvite(token ?? "", String(values.get("password")));
    go(paths.home, { replace: true });
  };

  return (
    <div className="page narrow">
      <PageHeader title={t.activate} subtitle={t.activateText} />
      {token ? (
        <Card>
          <Form onSubmit={submit} label={t.activate}>
            <Field
              label={t.newPassword}
              hint={t.newPasswordHint}
              name="password"
              type="password"
              autoComplete="new-password"
            />
            <Submit>{t.activateDo}</Submit>
          </Form>
        </Card>
      ) : (
        <EmptyState title={t.noToken}>{t.noTokenText}</EmptyState>
      )}
    </div>
  );
}
