import { sentence } from "@/api/problem";
import { savePreferences, useMe } from "@/api/session";
import type { Locale } from "@/lib/i18n";
import { inLocale, setLocale, useLocale, useT } from "@/lib/i18n";
import type { TextSize, Theme } from "@/lib/preferences";
import { setTextSize, setTheme, textSizes, useTextSize, useTheme } from "@/lib/preferences";
import { Card, Field, Form, PageHeader, Segments, Submit, toast } from "@/ui";
import { changePassword } from "../api";
import "../auth.css";
import { text } from "../i18n";

export default function Account() {
  const t = useT(text);
  const me = useMe();
  return (
    <div className="page narrow">
      <PageHeader title={t.account} />
      <Card title={t.person}>
        <dl className="facts">
          <dt>{t.name}</dt>
          <dd>{me.name}</dd>
          {me.unit && (
            <>
              <dt>{t.unit}</dt>
              <dd>{me.unit.name}</dd>
            </>
          )}
          {me.posts.length > 0 && (
            <>
              <dt>{t.posts}</dt>
              <dd>
                {me.posts
                  .map((post) => `${inLocale(post.position_vi, post.position_en)}, ${post.unit}`)
                  .join("; ")}
              </dd>
            </>
          )}
        </dl>
      </Card>
      <Display />
      <Password />
    </div>
  );
}

function Display() {
  const t = useT(text);
  const size = useTextSize();
  const theme = useTheme();
  const locale = useLocale();
  const keep = (work: Promise<void>) =>
    void work.catch((error: unknown) => toast(sentence(error), { bad: true }));
  return (
    <Card title={t.display}>
      <div className="stack">
        <h3>{t.textSize}</h3>
        <Segments
          label={t.textSize}
          options={textSizes.map((value) => ({ value, label: t.sizes[value] }))}
          value={size}
          onChange={(next) => {
            setTextSize(next as TextSize);
            keep(savePreferences({ text_size: next as TextSize }));
          }}
        />
        <h3>{t.language}</h3>
        <Segments
          label={t.language}
          options={[
            { value: "vi", label: "Tiếng Việt" },
            { value: "en", label: "English" },
          ]}
          value={locale}
          onChange={(next) =>
            keep(setLocale(next as Locale).then(() => savePreferences({ locale: next as Locale })))
          }
        />
        <h3>{t.theme}</h3>
        <Segments
          label={t.theme}
          options={[
            { value: "light", label: t.light },
            { value: "dark", label: t.dark },
          ]}
          value={theme}
          onChange={(next) => setTheme(next as Theme)}
        />
        <p className="muted small">{t.displayNote}</p>
      </div>
    </Card>
  );
}

function Password() {
  const t = useT(text);
  const submit = async (values: FormData, form: HTMLFormElement) => {
    await changePassword(String(values.get("current")), String(values.get("new")));
    form.reset();
    toast(t.passwordChanged);
  };
  return (
    <Card title={t.changePassword}>
      <Form onSubmit={submit} label={t.changePassword}>
        <Field label={t.currentPassword} name="current" type="password" autoComplete="current-password" />
        <Field
          label={t.newPassword}
          hint={t.newPasswordHint}
          name="new"
          type="password"
          autoComplete="new-password"
        />
        <Submit>{t.changePassword}</Submit>
      </Form>
    </Card>
  );
}
