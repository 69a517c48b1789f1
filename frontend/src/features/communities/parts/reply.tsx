import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Button, confirm, Form, Notice, Submit, TextArea } from "@/ui";
import type { Detail, Reply } from "../api";
import { acceptReply, editReply, withdrawReply } from "../api";
import { text } from "../i18n";
import { Judge } from "./judge";
import { useKeep } from "./use-keep";

/** One answer, with what whoever looks may do about it. */
export function ReplyView({ item, reply }: { item: Detail; reply: Reply }) {
  const t = useT(text);
  const keep = useKeep();
  const [editing, setEditing] = useState(false);
  const accepting = useMutation({
    mutationFn: () => acceptReply(reply.id),
    onSuccess: (next) => keep(next, t.acceptedDone),
  });
  const taking = useMutation({
    mutationFn: () => withdrawReply(reply.id),
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
  return (
    <li className="stack-tight">
      <div className="row-between">
        <strong>{reply.author.full_name}</strong>
        <span className="row">
          {reply.accepted && <Badge tone="ok">{t.accepted}</Badge>}
          {reply.mentor && <Badge tone="info">{t.mentor}</Badge>}
          {item.guards && reply.reports > 0 && <Badge tone="bad">{t.reports(reply.reports)}</Badge>}
        </span>
      </div>
      <div className="small muted">
        {[
          reply.author.unit,
          fmt.dateTime(reply.created_at),
          reply.edited_at && t.edited(fmt.dateTime(reply.edited_at)),
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {reply.hidden && <Notice tone="warn">{t.hiddenBecause(reply.hidden_reason)}</Notice>}
      {editing ? (
        <Form
          label={t.edit}
          onSubmit={async (values) => {
            keep(await editReply(reply.id, String(values.get("body")).trim().normalize("NFC")), t.saved);
            setEditing(false);
          }}
        >
          <TextArea label={t.reply} name="body" rows={4} maxLength={4000} defaultValue={reply.body} />
          <div className="form-actions">
            <Submit>{t.save}</Submit>
            <Button kind="secondary" onClick={() => setEditing(false)}>
              {t.no}
            </Button>
          </div>
        </Form>
      ) : (
        <div className="community-text">{reply.body}</div>
      )}
      <div className="row">
        {reply.can_accept && (
          <Button kind="secondary" busy={accepting.isPending} onClick={() => accepting.mutate()}>
            {t.accept}
          </Button>
        )}
        {reply.own && !editing && !reply.hidden && (
          <>
            <Button kind="quiet" onClick={() => setEditing(true)}>
              {t.edit}
            </Button>
            <Button kind="quiet" busy={taking.isPending} onClick={() => void ask()}>
              {t.withdraw}
            </Button>
          </>
        )}
        <Judge item={item} answer={reply.id} hidden={reply.hidden} own={reply.own} reports={reply.reports} />
      </div>
    </li>
  );
}
