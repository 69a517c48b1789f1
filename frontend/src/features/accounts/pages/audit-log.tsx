import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import type { Column } from "@/ui";
import { EmptyState, Load, PageHeader, QueryPager, Select, Table } from "@/ui";
import "../accounts.css";
import type { Deed } from "../api";
import { deeds } from "../api";
import { text } from "../i18n";
import { grantsMoved, writtenGrant } from "../rules";

type Words = typeof text.vi;

export default function AuditLog() {
  const t = useT(text);
  const [room, setRoom] = useQueryState("loai");
  const query = useInfiniteQuery({ ...deeds(room), placeholderData: keepPreviousData });
  const columns: Column<Deed>[] = [
    {
      key: "at",
      head: t.colTime,
      cell: (deed) => <span className="account-one-line">{fmt.dateTime(deed.at)}</span>,
    },
    { key: "who", head: t.colWho, cell: (deed) => whoOf(deed, t) },
    { key: "deed", head: t.colDeed, cell: (deed) => t.deeds[deed.deed] ?? deed.deed },
    { key: "subject", head: t.colSubject, cell: (deed) => t.subjects[deed.subject] ?? deed.subject },
    { key: "details", head: t.colDetails, cell: (deed) => detailsOf(deed, t) || "–" },
  ];
  return (
    <div className="page">
      <PageHeader title={t.auditTitle} subtitle={t.auditSubtitle} />
      <div className="narrow">
        <Select
          label={t.auditKind}
          value={room}
          required={false}
          onChange={(event) => setRoom(event.currentTarget.value)}
        >
          {Object.entries(t.rooms).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.auditNone}>{t.auditNoneText}</EmptyState>;
          return (
            <div className="stack account-table">
              <Table caption={t.auditTitle} columns={columns} rows={rows} rowKey={({ id }) => id} />
              <QueryPager shown={rows.length} query={query} />
            </div>
          );
        }}
      </Load>
    </div>
  );
}

function whoOf({ actor }: Deed, t: Words) {
  if (!actor) return t.system;
  return (
    <span className="account-person">
      {actor.name || actor.login}
      {actor.name && <span className="account-login">{actor.login}</span>}
    </span>
  );
}

/** The known facts of a deed in words; what has no words is left out. */
function detailsOf({ deed, args }: Deed, t: Words): string {
  if (deed === "auth.grants_changed") {
    const { added, removed } = grantsMoved(args.old, args.new);
    const words = (grants: string[]) =>
      grants
        .map(writtenGrant)
        .map(({ role, unit }) => t.at(t.roles[role] ?? role, unit))
        .join("; ");
    return [added.length > 0 && t.added(words(added)), removed.length > 0 && t.removed(words(removed))]
      .filter(Boolean)
      .join("; ");
  }
  return Object.keys(t.args)
    .flatMap((name) => {
      const value = args[name];
      if (typeof value === "number") return [`${t.args[name]}: ${fmt.number(value)}`];
      return typeof value === "string" && value ? [`${t.args[name]}: ${value}`] : [];
    })
    .join(", ");
}
