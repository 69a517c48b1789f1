import { useState } from "react";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import type { Column, Tone } from "@/ui";
import { Badge, Button, Card, Notice, Pager, Table } from "@/ui";
import type { ImportLine, Imported, ImportNote } from "../api";
import { text } from "../i18n";
import { fieldName } from "./differences";

const tones: Record<ImportLine["kind"], Tone> = { new: "ok", changed: "info", unchanged: "neutral" };
const step = 50;

/** What a file would do to the draft, or did; where it is wrong, and what to know. */
export function ImportReport({
  report,
  busy,
  onApply,
}: {
  report: Imported;
  busy: boolean;
  onApply: () => void;
}) {
  const t = useT(text);
  const count = (kind: ImportLine["kind"]) => report.lines.filter((each) => each.kind === kind).length;
  const faulty = report.faults.length > 0;
  const moves = count("new") + count("changed") > 0;
  return (
    <div className="stack">
      <Notice tone={faulty ? "bad" : report.applied ? "ok" : "info"} live>
        {faulty ? t.faulty(report.faults.length) : report.applied ? t.applied : moves ? t.checked : t.nothing}
      </Notice>
      {!faulty && (
        <div className="row">
          {(["new", "changed", "unchanged"] as const).map((kind) => (
            <Badge key={kind} tone={tones[kind]}>
              {t.kindCounts(t.lines[kind], count(kind))}
            </Badge>
          ))}
        </div>
      )}
      {!faulty && !report.applied && moves && (
        <div>
          <Button busy={busy} onClick={onApply}>
            {t.apply}
          </Button>
        </div>
      )}
      {faulty && <Notes title={t.faultsCaption} notes={report.faults} />}
      {report.notes.length > 0 && <Notes title={t.notesCaption} notes={report.notes} />}
      {!faulty && <Lines lines={report.lines} />}
    </div>
  );
}

function Notes({ title, notes }: { title: string; notes: ImportNote[] }) {
  const t = useT(text);
  const [shown, setShown] = useState(step);
  const columns: Column<ImportNote>[] = [
    {
      key: "where",
      head: t.where,
      cell: ({ row, column }) =>
        [row ? t.rowOf(row) : "", column ?? ""].filter(Boolean).join(", ") || t.wholeFile,
    },
    { key: "what", head: t.what, cell: ({ key, args }) => serverText(key, args) ?? key },
  ];
  return (
    <Card title={title}>
      <Table
        caption={title}
        columns={columns}
        rows={notes.slice(0, shown)}
        rowKey={(note) => [note.row, note.column, note.key, notes.indexOf(note)].join("·")}
      />
      <Pager
        shown={Math.min(shown, notes.length)}
        hasMore={shown < notes.length}
        busy={false}
        onMore={() => setShown(shown + step)}
      />
    </Card>
  );
}

function Lines({ lines }: { lines: ImportLine[] }) {
  const t = useT(text);
  const [shown, setShown] = useState(step);
  const columns: Column<ImportLine>[] = [
    {
      key: "name",
      head: t.competency,
      cell: ({ name_vi, code }) => (
        <>
          {name_vi} <span className="small muted">{code}</span>
        </>
      ),
    },
    {
      key: "kind",
      head: t.lineKind,
      cell: ({ kind }) => <Badge tone={tones[kind]}>{t.lines[kind]}</Badge>,
    },
    {
      key: "where",
      head: t.where,
      cell: ({ row, column }) => (row ? fmt.number(row) : (column ?? "")),
    },
    {
      key: "fields",
      head: t.lineFields,
      cell: ({ kind, fields }) =>
        kind === "changed" ? fields.map((field) => fieldName(t, field)).join(", ") : "",
    },
  ];
  return (
    <Card title={t.linesCaption}>
      <Table
        caption={t.linesCaption}
        columns={columns}
        rows={lines.slice(0, shown)}
        rowKey={({ code }) => code}
      />
      <Pager
        shown={Math.min(shown, lines.length)}
        hasMore={shown < lines.length}
        busy={false}
        onMore={() => setShown(shown + step)}
      />
    </Card>
  );
}
