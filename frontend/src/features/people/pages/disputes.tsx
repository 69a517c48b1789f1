import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Badge, Card, EmptyState, Load, PageHeader, QueryPager, SearchBox, Segments } from "@/ui";
import type { DisputeState, ListedDispute } from "../api";
import { disputes } from "../api";
import { text } from "../disputes-i18n";
import "../people.css";

const open = "cho";
const answered = "da-tra-loi";
const states: Record<string, DisputeState> = { [open]: "open", [answered]: "answered" };

/** What people of one's scope said of levels of theirs: those to be answered first. */
export default function Disputes() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien", open);
  const q = useSettled(find.trim());
  const state = states[shown] ?? "open";
  const query = useInfiniteQuery({ ...disputes({ q, state }), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <div className="stack">
        <Segments
          label={t.show}
          value={shown}
          onChange={setShown}
          options={[
            { value: open, label: t.open },
            { value: answered, label: t.answered },
          ]}
        />
        <SearchBox label={t.find} value={find} onChange={setFind} />
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState title={q ? t.noneFound : t.none[state]}>
                {q ? t.noneFoundText : t.noneText}
              </EmptyState>
            );
          return (
            <>
              {rows.map((each) => (
                <Row key={each.id} dispute={each} />
              ))}
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Row({ dispute }: { dispute: ListedDispute }) {
  const t = useT(text);
  const waits = dispute.state === "open";
  return (
    <Card
      title={
        <Link
          href={to(
            paths.person,
            { id: dispute.staff_id },
            { hien: "tat-ca", "nang-luc": dispute.competency_id },
          )}
        >
          {dispute.full_name}
        </Link>
      }
      actions={<Badge tone={waits ? "warn" : "ok"}>{waits ? t.open : t.answered}</Badge>}
    >
      <p className="small muted">
        {[dispute.code, dispute.unit, t.on(fmt.date(dispute.created_at))].join(" · ")}
      </p>
      <p>
        <strong>{inLocale(dispute.name_vi, dispute.name_en)}</strong> · {t.level(dispute.level)}
      </p>
      <p>{dispute.text}</p>
      {dispute.answered_at && (
        <>
          <p className="small muted">{t.answeredBy(dispute.answerer ?? "", fmt.date(dispute.answered_at))}</p>
          <p>{dispute.answer}</p>
        </>
      )}
      {waits && (
        <div>
          <Link
            href={to(
              paths.person,
              { id: dispute.staff_id },
              { hien: "tat-ca", "nang-luc": dispute.competency_id },
            )}
          >
            {t.look}
          </Link>
        </div>
      )}
    </Card>
  );
}
