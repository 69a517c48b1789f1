import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { Problem, serverText } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { Button, confirm, EmptyState, LinkButton, Load, Notice, PageHeader, Tabs } from "@/ui";
import type { Draft } from "../api";
import { beginDraft, discardDraft, draft } from "../api";
import "../framework.css";
import { text } from "../i18n";
import { CompetencyForm } from "../parts/competency-form";
import { useDeed } from "../parts/deed";
import { Differences, fieldName } from "../parts/differences";
import { DraftList } from "../parts/draft-list";
import { Exports } from "../parts/exports";
import { Followers } from "../parts/followers";
import { PublishDialog } from "../parts/publish-dialog";

/** Where the next version of the framework is written. */
export default function FrameworkDraft() {
  const t = useT(text);
  const [chosen, choose] = useQueryState("nang-luc");
  const query = useQuery({ ...draft, meta: { quiet: true } });
  const begin = useDeed(beginDraft);
  const none = query.error instanceof Problem && query.error.status === 404;
  if (none)
    return (
      <div className="page">
        <PageHeader title={t.draftTitle} back={{ href: paths.framework, label: t.back }} />
        <EmptyState
          title={t.noDraft}
          action={
            <Button busy={begin.isPending} onClick={() => begin.mutate()}>
              {t.openDraft}
            </Button>
          }
        >
          {t.noDraftText}
        </EmptyState>
      </div>
    );
  return (
    <Load query={query} lines={10}>
      {(content) =>
        chosen ? (
          <CompetencyForm key={chosen} draft={content} id={chosen} onClose={() => choose("")} />
        ) : (
          <Overview content={content} onEdit={choose} />
        )
      }
    </Load>
  );
}

function Overview({ content, onEdit }: { content: Draft; onEdit: (id: string) => void }) {
  const t = useT(text);
  const [, go] = useLocation();
  const [part, setPart] = useQueryState("phan", "noi-dung");
  const [publishing, setPublishing] = useState(false);
  const discard = useDeed(discardDraft, t.discarded, () => go(paths.framework));
  const ask = async () => {
    const agreed = await confirm({
      title: t.discardAsk,
      text: t.discardText,
      yes: t.discard,
      no: t.keep,
      danger: true,
    });
    if (agreed) discard.mutate();
  };
  return (
    <div className="page">
      <PageHeader
        title={t.draftTitle}
        subtitle={t.draftText(content.number)}
        back={{ href: paths.framework, label: t.back }}
        actions={
          <>
            <Button kind="quiet" busy={discard.isPending} onClick={() => void ask()}>
              {t.discard}
            </Button>
            <LinkButton kind="secondary" href={paths.frameworkImport}>
              {t.import}
            </LinkButton>
            <Button onClick={() => setPublishing(true)}>{t.publish}</Button>
          </>
        }
      />
      <State content={content} onEdit={onEdit} />
      <Tabs
        label={t.parts}
        value={part}
        onChange={setPart}
        tabs={[
          { key: "noi-dung", label: t.content, panel: () => <DraftList draft={content} onEdit={onEdit} /> },
          {
            key: "thay-doi",
            label: t.changes(content.differences.length),
            panel: () => (
              <Differences items={content.differences} none={t.noChanges} noneText={t.noChangesText} />
            ),
          },
          {
            key: "tieu-chi",
            label: t.followers(content.criteria.length),
            panel: () => <Followers draft={content} onEdit={onEdit} />,
          },
        ]}
      />
      <Exports version={content} />
      <PublishDialog draft={content} open={publishing} onClose={() => setPublishing(false)} />
    </div>
  );
}

const mostFaults = 6;

/** Whether the draft could be published, and where not. */
function State({ content, onEdit }: { content: Draft; onEdit: (id: string) => void }) {
  const t = useT(text);
  const known = new Set(content.competencies.map(({ id }) => id));
  if (content.faults.length === 0) return <Notice tone="ok">{t.ready}</Notice>;
  return (
    <Notice tone="warn">
      <p>{t.notReady(content.faults.length)}</p>
      <ul className="framework-faults">
        {content.faults.slice(0, mostFaults).map((fault) => (
          <li key={`${fault.competency_id}${fault.field}${fault.key}`}>
            {known.has(fault.competency_id) && (
              <Button kind="quiet" small onClick={() => onEdit(fault.competency_id)}>
                {fault.code}, {fieldName(t, fault.field)}
              </Button>
            )}{" "}
            {serverText(fault.key, fault.args) ?? fault.key}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
