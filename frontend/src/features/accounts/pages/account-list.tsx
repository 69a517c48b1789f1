import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column, Tone } from "@/ui";
import { Badge, Button, EmptyState, Load, PageHeader, QueryPager, SearchBox, Select, Table } from "@/ui";
import "../accounts.css";
import type { Account } from "../api";
import { accounts } from "../api";
import { text } from "../i18n";
import { AccountDialog } from "../parts/account-dialog";
import { InviteDialog } from "../parts/invite-dialog";
import type { Standing } from "../rules";
import { roles, standingOf } from "../rules";

const tones: Record<Standing, Tone> = { active: "ok", waiting: "warn", disabled: "bad" };

export default function AccountList() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [role, setRole] = useQueryState("vai-tro");
  const [inviting, setInviting] = useQueryState("moi");
  const [opened, setOpened] = useState<string>();
  const q = useSettled(find.trim());
  const query = useInfiniteQuery({ ...accounts(q, role), placeholderData: keepPreviousData });
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const account = shown.find(({ id }) => id === opened);

  return (
    <div className="page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={<Button onClick={() => setInviting("1")}>{t.inviteNew}</Button>}
      />
      <div className="account-filters">
        <SearchBox label={t.find} value={find} onChange={setFind} />
        <Select
          label={t.role}
          value={role}
          required={false}
          onChange={(event) => setRole(event.currentTarget.value)}
        >
          <option value="">{t.anyRole}</option>
          {roles.map((each) => (
            <option key={each} value={each}>
              {t.roles[each]}
            </option>
          ))}
        </Select>
      </div>
      <Load query={query} lines={8}>
        {() =>
          shown.length === 0 ? (
            <EmptyState title={q || role ? t.noneFound : t.none}>
              {q || role ? t.noneFoundText : t.noneText}
            </EmptyState>
          ) : (
            <div className="stack account-table">
              <List rows={shown} onOpen={setOpened} />
              <QueryPager shown={shown.length} query={query} />
            </div>
          )
        }
      </Load>
      {account && <AccountDialog account={account} onClose={() => setOpened(undefined)} />}
      {inviting && <InviteDialog onClose={() => setInviting("")} />}
    </div>
  );
}

function List({ rows, onOpen }: { rows: Account[]; onOpen: (id: string) => void }) {
  const t = useT(text);
  const columns: Column<Account>[] = [
    {
      key: "name",
      head: t.colName,
      cell: (account) => (
        <span className="account-person">
          {account.name}
          <span className="account-login">{account.login}</span>
        </span>
      ),
    },
    { key: "unit", head: t.colUnit, cell: (account) => account.unit?.name ?? t.noUnit },
    {
      key: "roles",
      head: t.colRoles,
      cell: (account) => (
        <ul className="account-grants">
          {account.roles.map((grant) => (
            <li key={`${grant.role} ${grant.unit.id}`}>
              {grant.unit.id === account.unit?.id
                ? t.roles[grant.role]
                : t.at(t.roles[grant.role] ?? grant.role, grant.unit.name)}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "state",
      head: t.colState,
      cell: (account) => {
        const standing = standingOf(account);
        return (
          <>
            <span className="account-one-line">
              <Badge tone={tones[standing]}>{t.standings[standing]}</Badge>
            </span>
            <span className="account-login">
              {account.last_signed_in_at ? t.last(fmt.dateTime(account.last_signed_in_at)) : t.never}
            </span>
          </>
        );
      },
    },
    {
      key: "deeds",
      head: t.colDeeds,
      end: true,
      cell: (account) => (
        <span className="account-one-line">
          <Button
            kind="secondary"
            small
            aria-label={t.manageOf(account.name)}
            onClick={() => onOpen(account.id)}
          >
            {t.manage}
          </Button>
        </span>
      ),
    },
  ];
  return <Table caption={t.title} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
