import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { Badge, Button, Card, Disclosure, Load, PageHeader } from "@/ui";
import type { Version } from "../api";
import { versions } from "../api";
import { text } from "../i18n";
import { Applying } from "../parts/applying";
import { DraftCard, trialName } from "../parts/draft-card";
import { SetEditor } from "../parts/set-editor";
import { SetWords } from "../parts/set-words";
import { copyOf, draftOf, inForce, setOf } from "../rules";
import "../rules.css";

/** The rules by which evidence counts: in force for everybody to read, and the next version for the department. */
export default function Rules() {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <p>
        <Link href={paths.changes}>{t.toChanges}</Link>
      </p>
      <Load query={useQuery(versions)} lines={10}>
        {({ items }) => <Found all={items} />}
      </Load>
    </div>
  );
}

function Found({ all }: { all: Version[] }) {
  const t = useT(text);
  const may = hasRole(useMe(), "department_officer");
  const now = inForce(all);
  return (
    <>
      {may && <Applying />}
      {may && now && <Next draft={draftOf(all)} now={now} />}
      {now && (
        <Card
          title={t.inForce(now.version)}
          actions={
            now.published_at && (
              <span className="small muted">{t.publishedOn(fmt.date(now.published_at))}</span>
            )
          }
        >
          <SetWords set={now} />
        </Card>
      )}
      <History all={all.filter((each) => each !== now && each.state !== "draft")} />
    </>
  );
}

/** The next version: being written, waiting as a draft, or yet to begin. */
function Next({ draft, now }: { draft: Version | undefined; now: Version }) {
  const t = useT(text);
  const [editing, setEditing] = useState(false);
  const [, setTrial] = useQueryState(trialName);
  if (editing) {
    const start = draft ? setOf(draft) : copyOf(now);
    const close = () => setEditing(false);
    const saved = () => {
      setTrial("");
      close();
    };
    return <SetEditor start={start} onSaved={saved} onClose={close} />;
  }
  const edit = () => setEditing(true);
  return draft ? (
    <DraftCard draft={draft} onEdit={edit} />
  ) : (
    <div>
      <Button onClick={edit}>{t.write}</Button>
    </div>
  );
}

const tones = {
  draft: "warn",
  applying: "info",
  in_force: "ok",
  outdated: "neutral",
  cancelling: "warn",
  cancelled: "neutral",
} as const;

function History({ all }: { all: Version[] }) {
  const t = useT(text);
  if (all.length === 0) return null;
  return (
    <Card title={t.history}>
      {all.map((each) => (
        <Disclosure
          key={each.version}
          summary={
            <>
              {t.version(each.version)} <Badge tone={tones[each.state]}>{t.states[each.state]}</Badge>{" "}
              {each.published_at && (
                <span className="small muted">{t.publishedOn(fmt.date(each.published_at))}</span>
              )}
            </>
          }
        >
          <SetWords set={each} />
        </Disclosure>
      ))}
    </Card>
  );
}
