import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { EmptyState, LinkButton, Load, Notice, PageHeader, QueryPager, SearchBox, Segments } from "@/ui";
import type { Fields } from "../api";
import { fields, posts } from "../api";
import "../communities.css";
import { text } from "../i18n";
import { PostList } from "../parts/post-list";
import { fieldOf, formOf, keyOf, showOf, shows, sorted } from "../rules";

/** Questions and cases around me. */
export default function Posts() {
  const t = useT(text);
  const query = useQuery(fields);
  const actions = (
    <>
      <LinkButton href={to(paths.communityNew, {}, { loai: "question" })}>{t.ask}</LinkButton>
      <LinkButton kind="secondary" href={to(paths.communityNew, {}, { loai: "case" })}>
        {t.share}
      </LinkButton>
      <LinkButton kind="secondary" href={paths.communityFields}>
        {t.fields}
      </LinkButton>
    </>
  );
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} actions={actions} />
      <Load query={query} lines={10}>
        {(known) => <Feed known={known} />}
      </Load>
    </div>
  );
}

function Feed({ known }: { known: Fields }) {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [shown, setShown] = useQueryState("hien", "all");
  const [kind, setKind] = useQueryState("loai");
  const [key, setKey] = useQueryState("linh-vuc");
  const q = useSettled(find.trim());
  const filter = { q, show: showOf(shown), form: formOf(kind), field: fieldOf(known.items, key) };
  const query = useInfiniteQuery({ ...posts(filter), placeholderData: keepPreviousData });
  return (
    <>
      {known.accepted > 0 && <Notice>{t.record(known.accepted)}</Notice>}
      <div className="stack">
        <Segments
          label={t.show}
          value={filter.show}
          onChange={setShown}
          options={shows
            .filter((each) => each !== "reported" || known.may_guard)
            .map((value) => ({ value, label: t.shows[value] }))}
        />
        <div className="community-filters">
          <SearchBox label={t.find} value={find} onChange={setFind} />
          <Pick
            label={t.form}
            value={filter.form}
            onChange={setKind}
            options={[
              ["", t.anyForm],
              ["question", t.forms.question],
              ["case", t.forms.case],
            ]}
          />
          <Pick
            label={t.field}
            value={filter.field ? key : ""}
            onChange={setKey}
            options={[
              ["", t.anyField],
              ...sorted(known.items, "").map((each): [string, string] => [
                keyOf(each),
                inLocale(each.name_vi, each.name_en),
              ]),
            ]}
          />
        </div>
      </div>
      <Load query={query} lines={8}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          if (items.length === 0)
            return q || filter.show !== "all" || filter.form || filter.field ? (
              <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>
            ) : (
              <EmptyState
                title={t.none}
                action={
                  <LinkButton href={to(paths.communityNew, {}, { loai: "question" })}>{t.ask}</LinkButton>
                }
              >
                {t.noneText}
              </EmptyState>
            );
          return (
            <>
              <PostList items={items} />
              <QueryPager shown={items.length} query={query} />
            </>
          );
        }}
      </Load>
    </>
  );
}

function Pick({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (next: string) => void;
  options: [string, string][];
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
