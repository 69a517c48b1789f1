import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, FormDialog, Load, PageHeader, TextArea, toast } from "@/ui";
import type { Detail } from "../api";
import { portfolioKey, refuse, release, reviewed, take } from "../api";
import { text } from "../i18n";
import { ItemFacts } from "../parts/item-facts";
import { Judge } from "../parts/judge";
import { Papers } from "../parts/papers";
import "../portfolio.css";
import { toneOf } from "../rules";

/** An item somebody submitted: read it, take it, decide. */
export default function Review() {
  const t = useT(text);
  const { id } = usePageParams(paths.portfolioReview);
  const query = useQuery(reviewed(id));
  const back = { href: paths.portfolioReviews, label: t.backReviews };
  return (
    <div className="page">
      {!query.data && <PageHeader title={t.reviews} back={back} />}
      <Load query={query} lines={10}>
        {(item) => (
          <>
            <PageHeader
              title={item.title}
              subtitle={
                <>
                  {[item.full_name, item.code, item.unit].join(" · ")}{" "}
                  <Badge tone={toneOf(item.state)}>{t.states[item.state]}</Badge>
                </>
              }
              back={back}
            />
            <View key={item.state} item={item} />
          </>
        )}
      </Load>
    </div>
  );
}

function View({ item }: { item: Detail }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const keep = (next: Detail, words: string) => {
    queries.setQueryData(reviewed(item.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: [...portfolioKey, "queue"] });
    toast(words);
  };
  const begin = useMutation({
    mutationFn: () => take(item.id),
    onSuccess: (next) => keep(next, t.taken),
  });
  const giveBack = useMutation({
    mutationFn: () => release(item.id),
    onSuccess: (next) => keep(next, t.released),
  });
  const can = (deed: string) => item.can.some((each) => each === deed);
  return (
    <>
      <p className="small muted">
        {t.logged} {item.state === "in_review" && item.taker && t.takenBy(item.taker)}
      </p>
      <ItemFacts item={item} />
      <Papers item={item} whose="reviews" />
      {can("accept") && <Judge item={item} onDone={(next) => keep(next, t.accepted)} />}
      <div className="row">
        {can("take") && (
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {t.take}
          </Button>
        )}
        {can("refuse") && (
          <Button kind="danger" onClick={() => setRefusing(true)}>
            {t.refuse}
          </Button>
        )}
        {can("release") && (
          <Button kind="secondary" busy={giveBack.isPending} onClick={() => giveBack.mutate()}>
            {t.release}
          </Button>
        )}
      </div>
      <FormDialog
        open={refusing}
        title={t.refuseTitle}
        yes={t.refuse}
        no={t.refuseNo}
        danger
        onClose={() => setRefusing(false)}
        onSubmit={async (values) => {
          const next = await refuse(item.id, String(values.get("reason")).normalize("NFC"));
          setRefusing(false);
          keep(next, t.refused);
        }}
      >
        <TextArea
          label={t.refuseReason}
          hint={t.refuseHint}
          name="reason"
          rows={4}
          minLength={10}
          maxLength={1000}
        />
      </FormDialog>
    </>
  );
}
