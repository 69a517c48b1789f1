import type { ReactNode } from "react";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { Badge, Button, Card, EmptyState, Field, FormDialog, SearchBox } from "@/ui";
import type { Competency, Draft } from "../api";
import { arrange } from "../api";
import { text } from "../i18n";
import { faultsOf, found, grouped, groupMoved, moved } from "../rules";
import { useDeed } from "./deed";

const orderOf = (competencies: Competency[]) => competencies.map(({ id, group_vi }) => ({ id, group_vi }));

/** The draft's groups and competencies, to be moved, renamed and opened. */
export function DraftList({ draft, onEdit }: { draft: Draft; onEdit: (id: string) => void }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [renaming, setRenaming] = useState("");
  const order = useDeed(arrange);
  const all = draft.competencies;
  const shown = found(all, q);
  const rename = async (values: FormData) => {
    const name = String(values.get("group") ?? "").trim();
    await order.mutateAsync(
      orderOf(all.map((each) => (each.group_vi === renaming ? { ...each, group_vi: name } : each))),
    );
    setRenaming("");
  };
  const move = (next: Competency[]) => order.mutate(orderOf(next));
  return (
    <div className="stack">
      <div className="framework-tools">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        <Button kind="secondary" onClick={() => onEdit("moi")}>
          {t.add}
        </Button>
      </div>
      {shown.length === 0 && <EmptyState title={t.none}>{t.noneText}</EmptyState>}
      {grouped(shown).map((group) => (
        <Card
          key={group.name}
          title={<span lang="vi">{group.name}</span>}
          actions={
            <div className="row">
              <Moves
                name={group.name}
                off={q !== "" || order.isPending}
                onMove={(step) => move(groupMoved(all, group.name, step))}
              />
              <Button kind="quiet" small onClick={() => setRenaming(group.name)}>
                {t.renameGroup}
              </Button>
            </div>
          }
        >
          <div>
            {group.competencies.map((each) => (
              <Line
                key={each.id}
                competency={each}
                faults={faultsOf(draft.faults, each.id).length}
                onEdit={() => onEdit(each.id)}
              >
                <Moves
                  name={each.name_vi}
                  off={q !== "" || order.isPending}
                  onMove={(step) => move(moved(all, each.id, step))}
                />
              </Line>
            ))}
          </div>
        </Card>
      ))}
      <FormDialog
        open={renaming !== ""}
        title={t.renameGroupOf(renaming)}
        onClose={() => setRenaming("")}
        onSubmit={rename}
        yes={t.save}
        no={t.cancel}
      >
        <Field label={t.groupName} name="group" maxLength={500} defaultValue={renaming} />
      </FormDialog>
    </div>
  );
}

function Line({
  competency,
  faults,
  onEdit,
  children,
}: {
  competency: Competency;
  faults: number;
  onEdit: () => void;
  children: ReactNode;
}) {
  const t = useT(text);
  const name = inLocale(competency.name_vi, competency.name_en);
  return (
    <div className="framework-line">
      <div className="framework-line-words">
        <span className="small muted">{competency.code}</span>
        <strong>{name}</strong>
        {competency.archived && <Badge>{t.archivedBadge}</Badge>}
        {faults > 0 && <Badge tone="warn">{t.toFix(faults)}</Badge>}
      </div>
      <div className="row">
        {children}
        <Button kind="secondary" small aria-label={t.editOf(name)} onClick={onEdit}>
          {t.edit}
        </Button>
      </div>
    </div>
  );
}

function Moves({ name, off, onMove }: { name: string; off: boolean; onMove: (step: -1 | 1) => void }) {
  const t = useT(text);
  return (
    <>
      <Button kind="quiet" small busy={off} aria-label={t.upOf(name)} onClick={() => onMove(-1)}>
        {t.up}
      </Button>
      <Button kind="quiet" small busy={off} aria-label={t.downOf(name)} onClick={() => onMove(1)}>
        {t.down}
      </Button>
    </>
  );
}
