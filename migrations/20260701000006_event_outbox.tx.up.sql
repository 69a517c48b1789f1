-- owner: event
create table outbox (
    id        uuid primary key,
    kind      text not null,
    reaction  text not null,
    payload   jsonb not null,
    attempts  integer not null default 0,
    last_fault text not null default '',
    run_at    timestamptz not null,
    put_at    timestamptz not null,
    dead_at   timestamptz
);
create index outbox_due on outbox (run_at, id) where dead_at is null;
