import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Badge, Button, EmptyState, Load, PageHeader, QueryPager, SearchBox, Select, Table } from "@/ui";
import type { Origin, ProcedureLine } from "../needs-api";
import { procedures } from "../needs-api";
import { text } from "../needs-i18n";
import { Views } from "../parts/views";
import "../province.css";
import "../views.css";

/** Procedures by what they need and in how many communes nobody or one person can do them. */
export default function ProcedureNeedsPage() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [field, setField] = useQueryState("linh-vuc");
  const [word, setOrigin] = useQueryState("tinh-trang");
  const origin = (word in t.origins ? word : "") as Origin;
  const query = useInfiniteQuery({
    ...procedures({ q: useSettled(find.trim()), field, origin }),
    placeholderData: keepPreviousData,
  });
  const fields = query.data?.pages[0]?.fields ?? (field ? [field] : []);
  const clear = () => {
    setFind("");
    setField("");
    setOrigin("");
  };
  return (
    <div className="page">
      <PageHeader title={t.title} />
      <Views at="needs" />
      <p className="muted">{t.hint}</p>
      <div className="view-filters">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <Select label={t.field} value={field} onChange={(event) => setField(event.currentTarget.value)}>
          <option value="">{t.allFields}</option>
          {fields.map((each) => (
            <option key={each} value={each} lang="vi">
              {each}
            </option>
          ))}
        </Select>
        <Select label={t.origin} value={origin} onChange={(event) => setOrigin(event.currentTarget.value)}>
          {Object.entries(t.origins).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <Load query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState
              title={t.none}
              action={
                <Button kind="secondary" onClick={clear}>
                  {t.clear}
                </Button>
              }
            >
              {t.noneText}
            </EmptyState>
          ) : (
            <>
              <Lines rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Lines({ rows }: { rows: ProcedureLine[] }) {
  const t = useT(text);
  return (
    <Table
      caption={t.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "ten",
          head: t.procedure,
          cell: ({ id, name_vi, name_en }) => (
            <Link href={to(paths.procedureNeed, { id })}>{inLocale(name_vi, name_en)}</Link>
          ),
        },
        { key: "linh-vuc", head: t.field, cell: ({ field_vi }) => <span lang="vi">{field_vi}</span> },
        {
          key: "can",
          head: t.needs,
          cell: ({ needs, drafts }) =>
            needs === 0 ? (
              <Badge tone="neutral">{t.unknown}</Badge>
            ) : (
              <>
                {t.needsCount(needs)}{" "}
                {drafts > 0 ? (
                  <Badge tone="warn">{t.drafts(drafts)}</Badge>
                ) : (
                  <Badge tone="ok">{t.allDecided}</Badge>
                )}
              </>
            ),
        },
        {
          key: "xa-phuong",
          head: t.communes,
          end: true,
          cell: ({ tally }) => (tally ? `${fmt.number(tally.none)} / ${fmt.number(tally.one)}` : "–"),
        },
      ]}
    />
  );
}
