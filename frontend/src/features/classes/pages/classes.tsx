import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import {
  Badge,
  Check,
  EmptyState,
  LinkButton,
  Load,
  PageHeader,
  QueryPager,
  SearchBox,
  Segments,
  Table,
  Tabs,
} from "@/ui";
import type { Column } from "@/ui";
import type { ClassBody } from "../api";
import { classList } from "../api";
import "../classes.css";
import { text } from "../i18n";
import { MySeats } from "../parts/my-seats";
import { Dates } from "../parts/when";
import { classTone } from "../rules";

export default function Classes() {
  const t = useT(text);
  const me = useMe();
  const [part, setPart] = useQueryState("phan", "lop");
  const runs = hasRole(me, "unit_leader", "trainer", "department_officer");
  const learns = hasRole(me, "learner");
  const plans = hasRole(me, "department_officer");
  return (
    <div className="page">
      <PageHeader
        title={runs || !learns ? t.title : t.mineTitle}
        actions={plans && <LinkButton href={paths.classNew}>{t.create}</LinkButton>}
      />
      {runs && learns && (
        <Tabs
          label={t.parts}
          value={part}
          onChange={setPart}
          tabs={[
            { key: "lop", label: t.run, panel: () => <Run plans={plans} /> },
            { key: "cua-toi", label: t.mineTitle, panel: () => <MySeats /> },
          ]}
        />
      )}
      {runs && !learns && <Run plans={plans} />}
      {!runs && learns && <MySeats />}
      {!runs && !learns && <EmptyState title={t.noPart}>{t.noPartText}</EmptyState>}
    </div>
  );
}

/** Classes to plan, nominate to or train. */
function Run({ plans }: { plans: boolean }) {
  const t = useT(text);
  const [q, setQ] = useQueryState("q");
  const [state, setState] = useQueryState("tinh-trang");
  const [mine, setMine] = useQueryState("cua-toi");
  const list = useInfiniteQuery(classList({ q: useSettled(q.trim()), state, mine: mine === "1" }));
  const filtered = q !== "" || state !== "" || mine !== "";
  const shown = (["draft", "open", "closed", "cancelled"] as const).filter(
    (each) => plans || each !== "draft",
  );
  return (
    <div className="stack">
      <div className="class-filters">
        <SearchBox label={t.search} value={q} onChange={setQ} />
        <Segments
          label={t.stateFilter}
          value={state}
          onChange={setState}
          options={[
            { value: "", label: t.all },
            ...shown.map((value) => ({ value, label: t.states[value] })),
          ]}
        />
        <Check label={t.onlyMine} checked={mine === "1"} onChange={(on) => setMine(on ? "1" : "")} />
      </div>
      <Load query={list} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return (
              <EmptyState title={t.emptyTitle}>
                {filtered ? t.emptyFiltered : plans ? t.emptyOfficer : t.emptyText}
              </EmptyState>
            );
          }
          return (
            <>
              <ClassTable rows={rows} />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function ClassTable({ rows }: { rows: ClassBody[] }) {
  const t = useT(text);
  const columns: Column<ClassBody>[] = [
    {
      key: "title",
      head: t.columns.title,
      cell: (row) => (
        <span className="class-name">
          <Link href={to(paths.class, { id: row.id })}>{row.title}</Link>
          <span className="small muted">
            {row.code} · {inLocale(row.unit.name, row.unit.name_en)}
          </span>
        </span>
      ),
    },
    {
      key: "when",
      head: t.columns.when,
      cell: (row) => <Dates from={row.starts_at} until={row.ends_at} />,
    },
    { key: "by", head: t.columns.nominateBy, cell: (row) => fmt.date(row.nominate_by) },
    {
      key: "seats",
      head: t.columns.seats,
      cell: (row) => (
        <span className="nowrap">
          {t.seatsOf(fmt.number(row.taken), fmt.number(row.seats))}
          {row.waiting > 0 && <div className="small muted">{t.waitingCount(fmt.number(row.waiting))}</div>}
          {row.quota && <div className="small muted">{t.yourQuota(row.quota.used, row.quota.seats)}</div>}
        </span>
      ),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: (row) => (
        <span className="nowrap">
          <Badge tone={classTone[row.state]}>{t.states[row.state]}</Badge>
        </span>
      ),
    },
  ];
  return <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
