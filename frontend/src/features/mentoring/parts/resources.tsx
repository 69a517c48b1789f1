import { useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { ComboOption } from "@/ui";
import { Badge, Button, Card, Combobox, confirm, FieldError, FormDialog, TextArea, toast } from "@/ui";
import type { Call, Item, PairDetail, Resource } from "../api";
import { answerCall, findItems, share, unshare } from "../api";
import { life } from "../life-i18n";
import { useDeed } from "./deed";

/** Where a thing of the catalogues is read; undefined when it is gone or has no page. */
const hrefOf = ({ kind, id, slug, title_vi }: Item): string | undefined => {
  if (!title_vi) return undefined;
  if (kind === "course") return to(paths.course, { id });
  if (kind === "lesson") return to(paths.lesson, { id });
  if (kind === "quiz") return to(paths.quiz, { id });
  if (kind === "procedure") return to(paths.procedures, {}, { tim: slug });
  return undefined;
};

function ItemLink({ item }: { item: Item }) {
  const t = useT(life);
  const href = hrefOf(item);
  const title = item.title_vi ? inLocale(item.title_vi, item.title_en) : t.gone;
  return (
    <span className="row">
      <Badge>{t.kinds[item.kind]}</Badge>
      {href ? <Link href={href}>{title}</Link> : <span>{title}</span>}
    </span>
  );
}

async function search(query: string, signal: AbortSignal): Promise<ComboOption[]> {
  const { items } = await findItems(query, signal);
  return items.map((item) => ({
    id: `${item.kind}/${item.id}`,
    label: inLocale(item.title_vi, item.title_en),
  }));
}

/** What the two gave each other to read. */
export function Resources({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  const [sharing, setSharing] = useState(false);
  const [item, setItem] = useState<ComboOption>();
  const [late, setLate] = useState(false);
  const open = pair.state === "active" || pair.state === "paused";
  const give = useDeed(
    (body: Parameters<typeof share>[1]) => share(pair.id, body),
    () => {
      setSharing(false);
      setItem(undefined);
      toast(t.shared);
    },
  );
  if (!open && pair.resources.length === 0) return null;
  return (
    <Card
      title={t.resources}
      actions={
        open && (
          <Button kind="secondary" onClick={() => setSharing(true)}>
            {t.share}
          </Button>
        )
      }
    >
      {pair.resources.length === 0 ? (
        <p className="muted">{t.resourcesNone}</p>
      ) : (
        <ul className="plain-list divided">
          {pair.resources.map((each) => (
            <Shared key={each.id} resource={each} />
          ))}
        </ul>
      )}
      <FormDialog
        open={sharing}
        title={t.shareTitle}
        yes={t.share}
        no={t.back}
        onClose={() => setSharing(false)}
        onSubmit={async (values) => {
          setLate(!item);
          const [kind, item_id] = item?.id.split("/") ?? [];
          if (!kind || !item_id) return;
          await give.mutateAsync({
            kind: kind as "course" | "lesson" | "procedure",
            item_id,
            note: String(values.get("note")).trim().normalize("NFC"),
          });
        }}
      >
        <Combobox label={t.findItem} name="item_id" value={item} onChange={setItem} search={search} />
        {late && !item && (
          <div role="alert">
            <FieldError>{t.chooseItem}</FieldError>
          </div>
        )}
        <TextArea label={t.note} hint={t.noteHint} name="note" rows={2} maxLength={500} optional />
      </FormDialog>
    </Card>
  );
}

function Shared({ resource }: { resource: Resource }) {
  const t = useT(life);
  const drop = useDeed(unshare, () => toast(t.unshared));
  const remove = async () => {
    if (await confirm({ title: t.unshareTitle, text: t.unshareText, yes: t.unshare, no: t.back }))
      drop.mutate(resource.id);
  };
  return (
    <li className="stack-tight">
      <ItemLink item={resource.item} />
      {resource.note && <p className="person-quote">{resource.note}</p>}
      <div className="row-between">
        <span className="muted small">{fmt.date(resource.shared_at)}</span>
        {resource.mine && (
          <Button
            kind="quiet"
            small
            busy={drop.isPending}
            aria-label={`${t.unshare}: ${inLocale(resource.item.title_vi, resource.item.title_en)}`}
            onClick={() => void remove()}
          >
            {t.unshare}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The learner's calls for help, with where they came from. */
export function Calls({ pair, coach }: { pair: PairDetail; coach: boolean }) {
  const t = useT(life);
  if (pair.calls.length === 0) return null;
  return (
    <Card title={coach ? t.calls : t.callsMine}>
      <ul className="plain-list divided">
        {pair.calls.map((call) => (
          <OneCall key={call.id} call={call} coach={coach} />
        ))}
      </ul>
    </Card>
  );
}

function OneCall({ call, coach }: { call: Call; coach: boolean }) {
  const t = useT(life);
  const [answering, setAnswering] = useState(false);
  const answer = useDeed(
    (words: string) => answerCall(call.id, words),
    () => {
      setAnswering(false);
      toast(t.answered);
    },
  );
  return (
    <li className="stack-tight">
      <ItemLink item={call.item} />
      {call.place && <p>{t.at(call.place)}</p>}
      <p className="person-quote">{call.message || t.noMessage}</p>
      {call.answer && (
        <p>
          <span className="muted">{t.answerLabel}: </span>
          {call.answer}
        </p>
      )}
      <div className="row-between">
        <span className="muted small">{fmt.dateTime(call.called_at)}</span>
        {!call.answered_at &&
          (coach ? (
            <Button small onClick={() => setAnswering(true)}>
              {t.answer}
            </Button>
          ) : (
            <Badge tone="warn">{t.notAnswered}</Badge>
          ))}
      </div>
      <FormDialog
        open={answering}
        title={t.answerTitle}
        yes={t.answer}
        no={t.back}
        onClose={() => setAnswering(false)}
        onSubmit={async (values) => {
          await answer.mutateAsync(String(values.get("answer")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.answerLabel} name="answer" rows={3} maxLength={1000} />
      </FormDialog>
    </li>
  );
}
