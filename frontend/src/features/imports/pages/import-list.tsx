import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { Column, Tone } from "@/ui";
import { Badge, Card, Disclosure, FileDrop, Load, PageHeader, QueryPager, Stepper, Table } from "@/ui";
import type { StaffImport } from "../api";
import { oneUpload, sendList, uploads } from "../api";
import { text } from "../i18n";
import "../imports.css";
import type { Standing } from "../rules";
import { standingOf, statuses } from "../rules";

const tones: Record<Standing, Tone> = { done: "ok", ready: "warn", empty: "neutral", expired: "neutral" };

export default function ImportList() {
  const t = useT(text);
  const [, go] = useLocation();
  const queries = useQueryClient();
  const open = (list: StaffImport) => {
    queries.setQueryData(oneUpload(list.id).queryKey, list);
    void queries.invalidateQueries({ queryKey: uploads.queryKey });
    go(to(paths.import, { id: list.id }));
  };
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Stepper steps={t.steps} now={0} />
      <FileDrop
        label={t.file}
        hint={t.fileHint}
        accept={[".xlsx"]}
        maxBytes={5 * 1024 * 1024}
        send={sendList}
        onDone={open}
      />
      <Disclosure summary={t.needs}>
        <ul className="prose">
          {t.needsList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Disclosure>
      <Card title={t.history}>
        <History />
      </Card>
    </div>
  );
}

function History() {
  const t = useT(text);
  const query = useInfiniteQuery(uploads);
  const columns: Column<StaffImport>[] = [
    {
      key: "file",
      head: t.colFile,
      cell: (list) => <Link href={to(paths.import, { id: list.id })}>{list.file_name}</Link>,
    },
    { key: "at", head: t.colAt, cell: (list) => fmt.dateTime(list.created_at) },
    ...statuses.map((status): Column<StaffImport> => ({
      key: status,
      head: t.status[status],
      end: true,
      cell: (list) => fmt.number(list.counts[status]),
    })),
    {
      key: "state",
      head: t.colState,
      cell: (list) => {
        const standing = standingOf(list);
        return <Badge tone={tones[standing]}>{t.standings[standing]}</Badge>;
      },
    },
  ];
  return (
    <Load query={query}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <p className="muted">{t.historyNone}</p>;
        return (
          <div className="stack">
            <Table caption={t.history} columns={columns} rows={rows} rowKey={({ id }) => id} />
            <QueryPager shown={rows.length} query={query} />
          </div>
        );
      }}
    </Load>
  );
}
