import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Button, Card, confirm, LinkButton, Load, Notice, PageHeader, Stepper, Tabs } from "@/ui";
import type { StaffImport } from "../api";
import { oneUpload, saveFaults, writeList } from "../api";
import { text } from "../i18n";
import "../imports.css";
import { Outcome } from "../parts/outcome";
import { Rows } from "../parts/rows";
import { chosenTab, faultsName, standingOf, statuses, totalOf } from "../rules";

export default function ImportCheck() {
  const t = useT(text);
  const { id } = usePageParams(paths.import);
  const query = useQuery(oneUpload(id));
  return (
    <div className="page">
      <PageHeader
        title={query.data?.file_name ?? t.title}
        subtitle={query.data && t.uploadedAt(fmt.dateTime(query.data.created_at))}
        back={{ href: paths.imports, label: t.backToList }}
      />
      <Load query={query} lines={8}>
        {(list) => <Check list={list} />}
      </Load>
    </div>
  );
}

function Check({ list }: { list: StaffImport }) {
  const t = useT(text);
  const [tab, setTab] = useQueryState("dong");
  const [asking, setAsking] = useState(false);
  const chosen = chosenTab(tab, list.counts);
  const step = list.confirmed_at ? 3 : asking ? 2 : 1;
  return (
    <>
      <Stepper steps={t.steps} now={step} />
      {list.confirmed_at ? <Outcome list={list} /> : <Decision list={list} onAsking={setAsking} />}
      <Tabs
        label={t.summary(fmt.number(totalOf(list.counts)))}
        value={chosen}
        onChange={setTab}
        tabs={statuses.map((status) => ({
          key: status,
          label: t.tab(t.status[status], fmt.number(list.counts[status])),
          panel: () => <Rows key={status} id={list.id} status={status} total={list.counts[status]} />,
        }))}
      />
    </>
  );
}

function Decision({ list, onAsking }: { list: StaffImport; onAsking: (asking: boolean) => void }) {
  const t = useT(text);
  const queries = useQueryClient();
  const { counts } = list;
  const refresh = () => queries.invalidateQueries({ queryKey: ["imports"] });
  const write = useMutation({
    mutationFn: () => writeList(list.id),
    meta: { quiet: true },
    // A stale dry run was renewed by the server, so the rows shown change in either case.
    onSettled: refresh,
  });
  const faults = useMutation({
    mutationFn: () => saveFaults(list.id, faultsName(t.faultsPrefix, list.file_name)),
  });
  const ask = async () => {
    onAsking(true);
    const agreed = await confirm({
      title: t.ask,
      text: [
        t.askText(fmt.number(counts.new), fmt.number(counts.changed), fmt.number(counts.faulty)),
        ...(counts.changed > 0 ? [t.askMoves] : []),
      ].join(" "),
      yes: t.yes,
      no: t.no,
    });
    onAsking(false);
    if (agreed) write.mutate();
  };
  const standing = standingOf(list);
  const stale = write.error instanceof Problem && write.error.key === "staff.import_stale";

  return (
    <Card title={t.summary(fmt.number(totalOf(counts)))}>
      {write.error && (
        <Notice tone={stale ? "warn" : "bad"} live>
          {stale && <strong>{t.staleTitle}</strong>}
          <p>{sentence(write.error)}</p>
        </Notice>
      )}
      <ul className="import-counts plain-list">
        {statuses.map((status) => (
          <li key={status} className={`import-count import-count-${status}`}>
            <strong>{fmt.number(counts[status])}</strong>
            <span>{t.status[status]}</span>
          </li>
        ))}
      </ul>
      {standing === "ready" && <p>{t.willWrite(fmt.number(counts.new), fmt.number(counts.changed))}</p>}
      {standing === "empty" && <p>{t.nothing}</p>}
      {standing === "expired" && <p>{t.expired}</p>}
      {counts.faulty > 0 && standing !== "expired" && <p>{t.willSkip(fmt.number(counts.faulty))}</p>}
      <div className="row">
        {standing === "ready" && (
          <Button busy={write.isPending} onClick={() => void ask()}>
            {t.write}
          </Button>
        )}
        {list.can.faults && (
          <Button kind="secondary" busy={faults.isPending} onClick={() => faults.mutate()}>
            {t.faultsFile}
          </Button>
        )}
        <LinkButton kind={standing === "ready" ? "quiet" : "primary"} href={paths.imports}>
          {t.other}
        </LinkButton>
      </div>
    </Card>
  );
}
