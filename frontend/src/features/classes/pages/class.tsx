import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { Me } from "@/api/me";
import { hasRole } from "@/api/me";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { inLocale, useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Badge, EmptyState, ErrorPanel, LinkButton, Load, PageHeader, Tabs, toast } from "@/ui";
import type { ClassDetail } from "../api";
import { editClass, mySeatIn, oneClass } from "../api";
import "../classes.css";
import { text } from "../i18n";
import { AttendanceSheet } from "../parts/attendance";
import { ClassFacts } from "../parts/class-facts";
import { ClassForm } from "../parts/class-form";
import { ClassDeeds } from "../parts/class-deeds";
import { SeatDetail } from "../parts/my-seats";
import { Nominate } from "../parts/nominate";
import { Nominations } from "../parts/nominations";
import { PrintedList, usePrinting } from "../parts/printed-list";
import { classTone } from "../rules";

const hidden = (error: unknown) => error instanceof Problem && (error.status === 403 || error.status === 404);

/** One class, as whoever runs it or as whoever sits in it sees it. */
export default function Class() {
  const me = useMe();
  const { id } = usePageParams(paths.class);
  const runs = hasRole(me, "unit_leader", "trainer", "department_officer");
  const run = useQuery({ ...oneClass(id), enabled: runs });
  const learns = hasRole(me, "learner") && (!runs || hidden(run.error));
  if (run.data) return <ClassPage key={run.data.id} found={run.data} me={me} />;
  return learns ? <OwnSeat id={id} /> : <Waiting query={run} />;
}

function Waiting({ query }: { query: { error: unknown; refetch: () => unknown; isPending: boolean } }) {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.title} back={{ href: paths.classes, label: t.back }} />
      {query.error ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Load query={{ ...query, data: undefined }} lines={8}>
          {() => null}
        </Load>
      )}
    </div>
  );
}

function OwnSeat({ id }: { id: string }) {
  const t = useT(text);
  const seat = useQuery(mySeatIn(id));
  return (
    <div className="page">
      <PageHeader
        title={seat.data?.title ?? t.mineTitle}
        back={{ href: `${paths.classes}?phan=cua-toi`, label: t.mineTitle }}
      />
      {hidden(seat.error) ? (
        <EmptyState
          title={t.noSeat}
          action={
            <LinkButton kind="secondary" href={`${paths.classes}?phan=cua-toi`}>
              {t.mineTitle}
            </LinkButton>
          }
        />
      ) : (
        <Load query={seat} lines={6}>
          {(found) => <SeatDetail seat={found} />}
        </Load>
      )}
    </div>
  );
}

function ClassPage({ found, me }: { found: ClassDetail; me: Me }) {
  const t = useT(text);
  const [part, setPart] = useQueryState("phan");
  const [, go] = useLocation();
  const printing = usePrinting(found);
  const back = { href: paths.classes, label: t.back };

  if (part === "sua" && found.can.edit) {
    return (
      <div className="page">
        <PageHeader title={t.editTitle} subtitle={found.title} back={back} />
        <ClassForm
          from={found}
          yes={t.saveChanges}
          save={(body) => editClass(found.id, body)}
          onSaved={() => {
            toast(t.saved);
            setPart("");
          }}
          onCancel={() => setPart("")}
        />
      </div>
    );
  }

  const tabs = tabsOf(found, me).map((key) => ({ key, label: t.tabs[key], panel: () => panels[key](found) }));
  return (
    <div className={printing.rows ? "page class-printing" : "page"}>
      <PageHeader
        title={found.title}
        subtitle={
          <span className="row">
            <Badge tone={classTone[found.state]}>{t.states[found.state]}</Badge>
            {inLocale(found.unit.name, found.unit.name_en)}
          </span>
        }
        back={back}
      />
      <ClassDeeds
        found={found}
        onEdit={() => setPart("sua")}
        onGone={() => go(paths.classes)}
        printing={printing}
      />
      {tabs.length > 1 ? (
        <Tabs label={t.classTabs} value={part || (tabs[0]?.key ?? "")} onChange={setPart} tabs={tabs} />
      ) : (
        <ClassFacts found={found} />
      )}
      {printing.rows && <PrintedList found={found} rows={printing.rows} />}
    </div>
  );
}

type Part = "facts" | "nominate" | "list" | "attendance";

const panels: Record<Part, (found: ClassDetail) => ReactNode> = {
  facts: (found) => <ClassFacts found={found} />,
  nominate: (found) => <Nominate found={found} />,
  list: (found) => <Nominations found={found} />,
  attendance: (found) => <AttendanceSheet found={found} />,
};

/** What of a class concerns the reader; the daily work comes first. */
function tabsOf(found: ClassDetail, me: Me): Part[] {
  if (found.state === "draft") return ["facts"];
  const officer = hasRole(me, "department_officer");
  const trains = officer || found.trainer?.id === me.staff_id;
  const parts: Part[] = [];
  if (hasRole(me, "unit_leader")) parts.push("nominate");
  if (officer) parts.push("list");
  if (trains) parts.push("attendance");
  return [...parts, "facts"];
}
