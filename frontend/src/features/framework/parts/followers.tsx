import { useState } from "react";
import { Link } from "wouter";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { Badge, Button, Card, EmptyState, Pager, SearchBox } from "@/ui";
import type { Draft, Follower } from "../api";
import { text } from "../i18n";
import { blocks, followersFound } from "../rules";

const pageSize = 20;

/** The criteria that publishing the draft writes anew, and those that stand in its way. */
export function Followers({ draft, onEdit }: { draft: Draft; onEdit: (id: string) => void }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("tim");
  const [most, setMost] = useState(pageSize);
  if (draft.criteria.length === 0) return <EmptyState title={t.noFollowers}>{t.noFollowersText}</EmptyState>;
  const found = followersFound(draft, q);
  return (
    <div className="stack">
      <p className="muted">{t.followersText}</p>
      <SearchBox label={t.searchFollowers} value={q} onChange={setQ} />
      {found.length === 0 && <EmptyState title={t.noneFollowers}>{t.noneText}</EmptyState>}
      {found.slice(0, most).map((each) => (
        <Card
          key={each.id + each.state}
          title={
            <Link href={to(paths.criterion, { source: `${each.kind}-${each.id}` })}>
              {inLocale(each.title_vi, each.title_en)}
            </Link>
          }
          actions={<State of={each} />}
        >
          <p className="small muted">
            {t.sources[each.kind]} · {each.code}
          </p>
          <Changes of={each} draft={draft} onEdit={onEdit} />
        </Card>
      ))}
      {found.length > 0 && (
        <Pager
          shown={Math.min(most, found.length)}
          total={found.length}
          hasMore={most < found.length}
          onMore={() => setMost(most + pageSize)}
        />
      )}
    </div>
  );
}

function State({ of }: { of: Follower }) {
  const t = useT(text);
  if (blocks(of)) return <Badge tone="bad">{t.followerBlocks}</Badge>;
  if (of.state === "published") return <Badge tone="info">{t.followerAnew}</Badge>;
  return of.stays.length > 0 ? (
    <Badge tone="warn">{t.followerDraftStays}</Badge>
  ) : (
    <Badge>{t.followerDraft}</Badge>
  );
}

function Changes({ of, draft, onEdit }: { of: Follower; draft: Draft; onEdit: (id: string) => void }) {
  const t = useT(text);
  const name = (id: string) => {
    const found = draft.competencies.find((each) => each.id === id);
    return found ? inLocale(found.name_vi, found.name_en) : id;
  };
  return (
    <>
      {of.moves.length > 0 && (
        <ul className="framework-faults">
          {of.moves.map(({ from, to: heirs }) => (
            <li key={`${from.competency_id}${from.level}`}>
              {t.follows(
                t.atLevel(name(from.competency_id), from.level),
                heirs.map((heir) => t.atLevel(name(heir.competency_id), heir.level)),
              )}
            </li>
          ))}
        </ul>
      )}
      {of.moves.length === 0 && of.stays.length === 0 && <p>{t.followsQuestions}</p>}
      {of.stays.map((id) => (
        <div className="framework-line" key={id}>
          <span>{t.followerStays(name(id), of.state === "published")}</span>
          <Button kind="secondary" small onClick={() => onEdit(id)}>
            {t.editMap}
          </Button>
        </div>
      ))}
    </>
  );
}
