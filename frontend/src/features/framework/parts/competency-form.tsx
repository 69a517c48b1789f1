import { useQueryClient } from "@tanstack/react-query";
import { serverText } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import {
  Button,
  Card,
  confirm,
  Disclosure,
  EmptyState,
  Field,
  Form,
  Notice,
  PageHeader,
  Submit,
  TextArea,
  toast,
} from "@/ui";
import type { Competency, Draft } from "../api";
import { addCompetency, frameworkKey, removeCompetency, writeCompetency } from "../api";
import { text } from "../i18n";
import { faultsOf } from "../rules";
import { useDeed } from "./deed";
import { MapEditor } from "./map-editor";

const levels = [1, 2, 3, 4, 5] as const;

/** One competency of the draft: its texts, whether it is in use, and what it goes on as. */
export function CompetencyForm({ draft, id, onClose }: { draft: Draft; id: string; onClose: () => void }) {
  const t = useT(text);
  const from = draft.competencies.find((each) => each.id === id);
  const faults = faultsOf(draft.faults, id);
  const title = from ? t.editTitle : t.newTitle;
  if (!from && id !== "moi")
    return <EmptyState title={t.none} action={<Button onClick={onClose}>{t.cancel}</Button>} />;
  return (
    <div className="page">
      <PageHeader
        title={title}
        subtitle={from?.name_vi}
        back={{ href: paths.frameworkDraft, label: t.draftTitle }}
        actions={from && <Deeds competency={from} isNew={isNew(draft, id)} onGone={onClose} />}
      />
      {faults.length > 0 && (
        <Notice tone="warn">
          <ul className="framework-faults">
            {faults.map((fault) => (
              <li key={fault.field + fault.key}>{serverText(fault.key, fault.args) ?? fault.key}</li>
            ))}
          </ul>
        </Notice>
      )}
      {from?.archived && <MapEditor draft={draft} from={from} />}
      <Texts draft={draft} from={from} onClose={onClose} />
    </div>
  );
}

const isNew = (draft: Draft, id: string) =>
  draft.differences.some((each) => each.competency_id === id && each.kind === "added");

function Texts({
  draft,
  from,
  onClose,
}: {
  draft: Draft;
  from: Competency | undefined;
  onClose: () => void;
}) {
  const t = useT(text);
  const queries = useQueryClient();
  const groups = [...new Set(draft.competencies.map(({ group_vi }) => group_vi))];
  const save = async (values: FormData) => {
    const word = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const body = {
      code: word("code"),
      name_vi: word("name_vi"),
      name_en: word("name_en"),
      group_vi: word("group_vi"),
      description_vi: word("description_vi"),
      archived: from?.archived ?? false,
      levels_vi: levels.map((level) => word(`level_vi_${level}`)),
      levels_en: levels.map((level) => word(`level_en_${level}`)),
    };
    await (from ? writeCompetency(from.id, body) : addCompetency(body));
    await queries.invalidateQueries({ queryKey: frameworkKey });
    toast(t.saved);
    onClose();
  };
  return (
    <Form onSubmit={save} label={from ? t.editTitle : t.newTitle}>
      <Card>
        <Field label={t.code} hint={t.codeHint} name="code" maxLength={32} defaultValue={from?.code} />
        <Field label={t.nameVI} name="name_vi" maxLength={300} defaultValue={from?.name_vi} />
        <Field
          label={t.group}
          name="group_vi"
          list="framework-groups"
          maxLength={500}
          defaultValue={from?.group_vi ?? groups[0]}
        />
        <datalist id="framework-groups">
          {groups.map((group) => (
            <option key={group}>{group}</option>
          ))}
        </datalist>
        <TextArea
          label={t.description}
          name="description_vi"
          optional
          maxLength={10000}
          defaultValue={from?.description_vi}
        />
      </Card>
      <Card title={t.levelsOf}>
        {levels.map((level) => (
          <TextArea
            key={level}
            label={t.levelText(level)}
            name={`level_vi_${level}`}
            rows={2}
            optional
            defaultValue={from?.levels_vi[level - 1]}
          />
        ))}
      </Card>
      <Disclosure summary={t.english}>
        <div className="stack">
          <Field label={t.nameEN} name="name_en" optional maxLength={300} defaultValue={from?.name_en} />
          {levels.map((level) => (
            <TextArea
              key={level}
              label={t.levelTextEN(level)}
              name={`level_en_${level}`}
              rows={2}
              optional
              defaultValue={from?.levels_en[level - 1]}
            />
          ))}
        </div>
      </Disclosure>
      <div className="form-actions">
        <Submit>{t.save}</Submit>
        <Button kind="secondary" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Form>
  );
}

/** Archiving, using again, and deleting what was never published. */
function Deeds({
  competency,
  isNew: fresh,
  onGone,
}: {
  competency: Competency;
  isNew: boolean;
  onGone: () => void;
}) {
  const t = useT(text);
  const { id, ...body } = competency;
  const archive = useDeed((archived: boolean) => writeCompetency(id, { ...body, archived }), t.saved);
  const remove = useDeed(() => removeCompetency(id), t.saved, onGone);
  const askArchive = async () => {
    const agreed = await confirm({
      title: t.archiveAsk(competency.name_vi),
      text: t.archiveText,
      yes: t.archive,
      no: t.keep,
    });
    if (agreed) archive.mutate(true);
  };
  const askRemove = async () => {
    const agreed = await confirm({
      title: t.removeAsk(competency.name_vi),
      text: t.removeText,
      yes: t.remove,
      no: t.keep,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  if (fresh)
    return (
      <Button kind="danger" busy={remove.isPending} onClick={() => void askRemove()}>
        {t.remove}
      </Button>
    );
  return competency.archived ? (
    <Button kind="secondary" busy={archive.isPending} onClick={() => archive.mutate(false)}>
      {t.restore}
    </Button>
  ) : (
    <Button kind="secondary" busy={archive.isPending} onClick={() => void askArchive()}>
      {t.archive}
    </Button>
  );
}
