import { useQuery } from "@tanstack/react-query";
import { signIn, useSession } from "@/api/session";
import { useT } from "@/lib/i18n";
import { Card, Field, Form, Notice, PageHeader, Submit, classes } from "@/ui";
import type { DemoAccount } from "../api";
import { demoAccounts, setupState } from "../api";
import "../auth.css";
import { text } from "../i18n";

export default function SignIn() {
  const t = useT(text);
  const session = useSession();
  const demo = useQuery(demoAccounts);
  const setup = useQuery(setupState);
  const people = demo.data?.items ?? [];
  const password = demo.data?.demo_password ?? "";
  const ended = session.status === "out" && session.ended;

  return (
    <div className={classes("sign-in", people.length > 0 && "sign-in-demo")}>
      <div className="stack">
        <PageHeader title={t.signIn} subtitle={t.about} />
        {ended && <Notice tone="warn">{t.ended}</Notice>}
        {setup.data?.needed && <Notice tone="warn">{t.setupNeeded}</Notice>}
        <Card>
          <Form
            onSubmit={(values) => signIn(String(values.get("login")).trim(), String(values.get("password")))}
            label={t.signIn}
          >
            <Field
              label={t.login}
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
            <Field label={t.password} name="password" type="password" autoComplete="current-password" />
            <Submit>{t.signIn}</Submit>
          </Form>
          <p className="muted small">{t.forgot}</p>
        </Card>
      </div>
      {people.length > 0 && (
        <Card title={t.demoTitle}>
          <p className="muted">{t.demoText(password)}</p>
          <ul className="plain-list divided">
            {people.map((person) => (
              <DemoPerson key={person.login} person={person} password={password} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function DemoPerson({ person, password }: { person: DemoAccount; password: string }) {
  const t = useT(text);
  return (
    <li>
      <Form onSubmit={() => signIn(person.login, password)} label={t.enterAs(person.name)}>
        <div className="demo-person">
          <span>
            <strong>{t.roles[person.role]}</strong>
            <span className="small muted">
              {person.name}, {person.unit}
            </span>
          </span>
          <Submit kind="secondary" small aria-label={t.enterAs(person.name)}>
            {t.signInShort}
          </Submit>
        </div>
      </Form>
    </li>
  );
}
