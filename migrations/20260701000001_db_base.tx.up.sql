-- owner: db
create extension if not exists ltree;
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- Search form of Vietnamese text: no marks, d for đ, lower case.
-- unaccent() is declared stable because its dictionary may be replaced; ours never is.
create function fold_text(text) returns text
    language sql immutable strict parallel safe
    return lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, nfc)));

create function refuse_change() returns trigger
    language plpgsql
as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
