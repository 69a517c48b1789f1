-- owner: audit
create table audit_entries (
    id         uuid primary key,
    at         timestamptz not null,
    account_id uuid,
    deed       text not null check (deed <> ''),
    subject    text not null default '',
    subject_id uuid,
    args       jsonb not null default '{}',
    request_id text not null default '',
    client_ip  text not null default ''
);
comment on column audit_entries.client_ip is 'pii: network address';
create index audit_entries_at on audit_entries (at desc, id desc);
create index audit_entries_subject on audit_entries (subject_id, at desc);
create trigger audit_entries_append_only before update or delete on audit_entries
    for each row execute function refuse_change();
