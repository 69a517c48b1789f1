import { useLocation, useSearchParams } from "wouter";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Card, EmptyState, Field, Form, PageHeader, Submit } from "@/ui";
import { setUp } from "../api";
import "../auth.css";
import { text } from "../i18n";

/** The first administrator's own account, by the link the program prints at its first start. */
export default function Setup() {
  const t = useT(text);
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const token = search.get("token");

  const submit = async (values: FormData) => {
    const word = (name: string) => String(values.get(name));
    await setUp({
      token: token ?? "",
      code: word("code").trim(),
      name: word("name").trim().normalize("NFC"),
      password: word("password"),
    });
    go(paths.home, { replace: true });
  };

  return (
    <div className="page narrow">
      <PageHeader title={t.setup} subtitle={t.setupText} />
      {token ? (
        <Card>
          <Form onSubmit={submit} label={t.setup}>
            <Field
              label={t.code}
              hint={t.codeHint}
              name="code"
              autoComplete="username"
              autoCapitalize="none"
            />
            <Field label={t.fullName} name="name" autoComplete="name" />
            <Field
              label={t.newPassword}
              hint={t.newPasswordHint}
              name="password"
              type="password"
              autoComplete="new-password"
            />
            <Submit>{t.createAdmin}</Submit>
          </Form>
        </Card>
      ) : (
        <EmptyState title={t.noToken}>{t.noTokenText}</EmptyState>
      )}
    </div>
  );
}
