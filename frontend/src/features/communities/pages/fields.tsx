import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { Badge, Button, Card, EmptyState, Load, PageHeader, Pager, SearchBox, toast } from "@/ui";
import type { Field } from "../api";
import { communitiesKey, fields, follow, widen } from "../api";
import { text } from "../i18n";
import { keyOf, sorted } from "../rules";

const aPage = 15;

/** Fields to follow; the department opens them to the province. */
export default function Fields() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const query = useQuery(fields);
  const [shown, setShown] = useState(aPage);
  return (
    <div className="page">
      <PageHeader
        title={t.fieldsTitle}
        subtitle={t.fieldsSubtitle}
        back={{ href: paths.communities, label: t.back }}
      />
      <SearchBox label={t.fieldsFind} value={find} onChange={setFind} />
      <Load query={query} lines={12}>
        {({ items, may_widen }) => {
          const found = sorted(items, find);
          if (found.length === 0) return <EmptyState title={t.noneFound}>{t.fieldsNone}</EmptyState>;
          return (
            <>
              <Card>
                <ul className="plain-list divided">
                  {found.slice(0, shown).map((each) => (
                    <Line key={keyOf(each)} field={each} mayWiden={may_widen} />
                  ))}
                </ul>
              </Card>
              <Pager
                shown={Math.min(shown, found.length)}
                total={found.length}
                hasMore={found.length > shown}
                onMore={() => setShown(shown + aPage)}
              />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Line({ field, mayWiden }: { field: Field; mayWiden: boolean }) {
  const t = useT(text);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: communitiesKey });
  const following = useMutation({ mutationFn: () => follow(field, !field.followed), onSuccess: again });
  const widening = useMutation({
    mutationFn: () => widen(field, !field.wide),
    onSuccess: () => {
      toast(field.wide ? t.narrowed : t.widened);
      return again();
    },
  });
  const name = inLocale(field.name_vi, field.name_en);
  return (
    <li className="row-between">
      <div className="stack-tight">
        <strong>{name}</strong>
        <span className="row">
          {field.own && <Badge tone="info">{t.own}</Badge>}
          {field.wide && <Badge tone="ok">{t.wide}</Badge>}
          <span className="small muted">
            {[field.kind === "position" ? t.position : t.procedure, field.open > 0 && t.open(field.open)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </div>
      <div className="row">
        <Button
          kind="secondary"
          busy={following.isPending}
          aria-label={t.followOf(name, !field.followed)}
          onClick={() => following.mutate()}
        >
          {field.followed ? t.unfollow : t.follow}
        </Button>
        {mayWiden && (
          <Button kind="secondary" busy={widening.isPending} onClick={() => widening.mutate()}>
            {field.wide ? t.narrow : t.widen}
          </Button>
        )}
      </div>
    </li>
  );
}
