import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Button, Card, confirm, Disclosure, Form, Load, Notice, PageHeader, Submit, TextArea } from "@/ui";
import type { Detail } from "../api";
import { edit, post, reply, withdraw } from "../api";
import "../communities.css";
import { text } from "../i18n";
import { Judge } from "../parts/judge";
import { Marks } from "../parts/marks";
import { PostFields } from "../parts/post-form";
import { ReplyView } from "../parts/reply";
import { useKeep } from "../parts/use-keep";

/** A question or a case with its answers. */
export default function PostPage() {
  const t = useT(text);
  const { id } = usePageParams(paths.communityPost);
  const query = useQuery(post(id));
  return (
    <div className="page">
      <PageHeader
        title={query.data?.title ?? t.title}
        subtitle={query.data && <Marks post={query.data} />}
        back={{ href: paths.communities, label: t.back }}
      />
      <Load query={query} lines={10}>
        {(item) => (
          <>
            <Said item={item} />
            <Replies item={item} />
            {item.edits.length > 0 && <Edits item={item} />}
          </>
        )}
      </Load>
    </div>
  );
}

function Said({ item }: { item: Detail }) {
  const t = useT(text);
  const keep = useKeep();
  const [editing, setEditing] = useState(false);
  const taking = useMutation({
    mutationFn: () => withdraw(item.id),
    onSuccess: (next) => keep(next, t.withdrawnDone),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t.withdrawAsk,
      text: t.withdrawText,
      yes: t.withdraw,
      no: t.no,
      danger: true,
    });
    if (agreed) taking.mutate();
  };
  if (editing)
    return (
      <Card>
        <PostFields
          form={item.form}
          item={item}
          label={t.edit}
          onSave={async (words) => {
            keep(await edit(item.id, words), t.saved);
            setEditing(false);
          }}
        >
          <Submit>{t.save}</Submit>
          <Button kind="secondary" onClick={() => setEditing(false)}>
            {t.no}
          </Button>
        </PostFields>
      </Card>
    );
  const live = !item.hidden && !item.withdrawn;
  return (
    <Card title={t.forms[item.form]}>
      {item.hidden && <Notice tone="warn">{t.hiddenBecause(item.hidden_reason)}</Notice>}
      {item.withdrawn && <Notice>{t.withdrawnNote}</Notice>}
      <Body item={item} />
      <p className="small muted">
        {[
          inLocale(item.field_vi, item.field_en),
          item.author.full_name,
          item.author.unit,
          fmt.dateTime(item.created_at),
          item.edited_at && t.edited(fmt.dateTime(item.edited_at)),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <div className="row">
        {item.own && live && (
          <>
            <Button kind="secondary" onClick={() => setEditing(true)}>
              {t.edit}
            </Button>
            <Button kind="secondary" busy={taking.isPending} onClick={() => void ask()}>
              {t.withdraw}
            </Button>
          </>
        )}
        {!item.withdrawn && (
          <Judge
            item={item}
            hidden={item.hidden}
            own={item.own}
            reports={item.told.filter((each) => !each.answer).length}
          />
        )}
      </div>
      {item.told.length > 0 && (
        <Disclosure summary={t.told} open>
          <ul className="plain-list divided">
            {item.told.map((each) => (
              <li key={`${each.created_at} ${each.by}`}>
                {each.reason}{" "}
                <span className="small muted">{[each.by, fmt.dateTime(each.created_at)].join(" · ")}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Card>
  );
}

function Body({ item }: { item: Detail }) {
  const t = useT(text);
  return (
    <>
      {item.form === "question" ? (
        <div className="community-text">{item.body}</div>
      ) : (
        <div className="stack">
          {(
            [
              [t.situation, item.body],
              [t.did, item.did],
              [t.watch, item.watch],
            ] as const
          )
            .filter(([, words]) => words)
            .map(([name, words]) => (
              <div key={name}>
                <h3>{name}</h3>
                <div className="community-text">{words}</div>
              </div>
            ))}
        </div>
      )}
      {item.competency && (
        <p className="small">
          {t.competency}: {inLocale(item.competency.name_vi, item.competency.name_en)}
        </p>
      )}
      {item.procedure && (
        <p className="small">
          {t.procedureLink}: {inLocale(item.procedure.name_vi, item.procedure.name_en)}
        </p>
      )}
    </>
  );
}

function Replies({ item }: { item: Detail }) {
  const t = useT(text);
  const keep = useKeep();
  const question = item.form === "question";
  return (
    <Card title={question ? t.replies : t.remarks}>
      {item.replies.length === 0 ? (
        question && <p className="muted">{t.noReplies}</p>
      ) : (
        <ul className="plain-list divided">
          {item.replies.map((each) => (
            <ReplyView key={each.id} item={item} reply={each} />
          ))}
        </ul>
      )}
      {!item.hidden && !item.withdrawn && (
        <Form
          label={question ? t.reply : t.remark}
          onSubmit={async (values, form) => {
            keep(await reply(item.id, String(values.get("body")).trim().normalize("NFC")), t.sent);
            form.reset();
          }}
        >
          <TextArea
            label={question ? t.reply : t.remark}
            hint={t.privacy}
            name="body"
            rows={4}
            maxLength={4000}
          />
          <div className="form-actions">
            <Submit>{question ? t.send : t.sendRemark}</Submit>
          </div>
        </Form>
      )}
    </Card>
  );
}

function Edits({ item }: { item: Detail }) {
  const t = useT(text);
  return (
    <Disclosure summary={t.edits(item.edits.length)}>
      <ol className="plain-list divided">
        {item.edits.map((each) => (
          <li key={each.at} className="stack-tight">
            <div className="small muted">
              {[each.answer ? t.replies : t.forms[item.form], fmt.dateTime(each.at)].join(" · ")}
            </div>
            <div className="community-text">{each.was}</div>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
