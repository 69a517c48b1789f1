import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import { Badge, Button, EmptyState, Load, QueryPager, SearchBox, Select, Table } from "@/ui";
import type { Row, Show } from "../api";
import { people } from "../api";
import { text } from "../i18n";
import { stateTone } from "../rules";

/** People with the state of their plans. */
export function PlanList() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [word, setShow] = useQueryState("hien");
  const [unit, setUnit] = useQueryState("don-vi");
  const show = (word in t.shows ? word : "") as Show;
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...people({ q, show, unit }), placeholderData: keepPreviousData });
  const clear = () => {
    setFind("");
    setShow("");
    setUnit("");
  };
  return (
    <>
      <div className="plan-filters">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <Select label={t.show} value={show} onChange={(event) => setShow(event.currentTarget.value)}>
          {Object.entries(t.shows).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        {unit && (
          <Button kind="secondary" onClick={() => setUnit("")}>
            {t.allPeople}
          </Button>
        )}
      </div>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState
              title={t.empty}
              action={
                <Button kind="secondary" onClick={clear}>
                  {t.clear}
                </Button>
              }
            >
              {t.emptyText}
            </EmptyState>
          ) : (
            <>
              <PlanTable rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </>
  );
}

function PlanTable({ rows }: { rows: Row[] }) {
  const t = useT(text);
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.person,
      cell: ({ person }) => <Link href={to(paths.planPerson, { id: person.id })}>{person.full_name}</Link>,
    },
    { key: "unit", head: t.unit, cell: ({ person }) => person.unit },
    { key: "gaps", head: t.gaps, end: true, cell: (row) => t.gapsOf(row.gaps, row.critical_gaps) },
    { key: "state", head: t.state, cell: (row) => <State row={row} /> },
    {
      key: "progress",
      head: t.progress,
      cell: (row) =>
        row.state ? (
          <>
            {t.progressOf(row.met, row.targets)}
            {row.state !== "complete" && row.until_on && (
              <span className="muted small"> {t.until(fmt.date(row.until_on))}</span>
            )}
          </>
        ) : (
          "–"
        ),
    },
  ];
  return <Table caption={t.titlePeople} columns={columns} rows={rows} rowKey={({ person }) => person.id} />;
}

function State({ row }: { row: Row }) {
  const t = useT(text);
  if (!row.state) return <span className="muted">{t.noPlan}</span>;
  return (
    <span className="row plan-badges">
      <Badge tone={stateTone[row.state]}>{t.states[row.state]}</Badge>
      {row.awaits === "superior" && <Badge tone="warn">{t.waitsSuperior}</Badge>}
      {row.state === "active" && row.overdue > 0 && <Badge tone="bad">{t.late}</Badge>}
    </span>
  );
}
