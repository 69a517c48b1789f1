import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { hasRole } from "@/api/me";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { Button, EmptyState, LinkButton, Load, PageHeader, SearchBox } from "@/ui";
import type { Content } from "../api";
import { beginDraft, draft, frameworkKey, inForce } from "../api";
import "../framework.css";
import { text } from "../i18n";
import { Exports } from "../parts/exports";
import { GroupCards } from "../parts/group-cards";
import { found, inUse } from "../rules";

/** The framework in force, for everybody to read. */
export default function Framework() {
  const t = useT(text);
  const query = useQuery({ ...inForce, retry: false });
  const none = query.error instanceof Problem && query.error.status === 404;
  const version = query.data;
  const edits = hasRole(useMe(), "department_officer");
  return (
    <div className="page">
      <PageHeader
        title={t.title}
        subtitle={version?.published_at && t.subtitle(version.number, fmt.date(version.published_at))}
        actions={
          <>
            <LinkButton kind="secondary" href={paths.frameworkVersions}>
              {t.versions}
            </LinkButton>
            {edits && <DraftButton />}
          </>
        }
      />
      {none ? (
        <EmptyState title={t.noFramework}>{t.noFrameworkText}</EmptyState>
      ) : (
        <Load query={query} lines={10}>
          {(content) => <Read content={content} />}
        </Load>
      )}
    </div>
  );
}

function Read({ content }: { content: Content }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const shown = found(inUse(content), q);
  return (
    <>
      <div className="framework-tools">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        <span className="muted" role="status">
          {t.count(shown.length)}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t.none}>{t.noneText}</EmptyState>
      ) : (
        <GroupCards competencies={shown} />
      )}
      <Exports version={content} />
    </>
  );
}

/** Leads to the draft, which it opens when there is none. */
function DraftButton() {
  const t = useT(text);
  const [, go] = useLocation();
  const queries = useQueryClient();
  const query = useQuery({ ...draft, meta: { quiet: true } });
  const open = useMutation({
    mutationFn: beginDraft,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: frameworkKey });
      go(paths.frameworkDraft);
    },
  });
  if (query.data) return <LinkButton href={paths.frameworkDraft}>{t.toDraft}</LinkButton>;
  return (
    <Button busy={open.isPending || query.isPending} onClick={() => open.mutate()}>
      {t.openDraft}
    </Button>
  );
}
