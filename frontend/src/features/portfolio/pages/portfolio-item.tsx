import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { serverText } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { Badge, Button, Card, confirm, Load, Notice, PageHeader, Submit, toast } from "@/ui";
import type { Detail, OwnDeed } from "../api";
import { drop, move, myItem, portfolioKey, write } from "../api";
import { text } from "../i18n";
import { ItemFacts } from "../parts/item-facts";
import { ItemForm } from "../parts/item-form";
import { Papers } from "../parts/papers";
import "../portfolio.css";
import { toneOf } from "../rules";

/** One of my items: written, submitted, decided. */
export default function PortfolioItem() {
  const t = useT(text);
  const { id } = usePageParams(paths.portfolioItem);
  const query = useQuery(myItem(id));
  return (
    <div className="page">
      <PageHeader
        title={query.data?.title ?? t.title}
        subtitle={query.data && <Badge tone={toneOf(query.data.state)}>{t.states[query.data.state]}</Badge>}
        back={{ href: paths.portfolio, label: t.back }}
      />
      <Load query={query} lines={10}>
        {(item) => <View key={item.state} item={item} />}
      </Load>
    </div>
  );
}

function View({ item }: { item: Detail }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [touched, setTouched] = useState(false);
  const keep = (next: Detail) => {
    queries.setQueryData(myItem(item.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: [...portfolioKey, "mine"] });
  };
  return (
    <>
      <Notice>{t.stateText[item.state]}</Notice>
      {item.can_write ? (
        <>
          {item.words && <Notice tone="warn">{`${t.words}: ${item.words}`}</Notice>}
          <Card title={t.facts}>
            <ItemForm
              item={item}
              label={t.facts}
              onTouch={() => setTouched(true)}
              onSave={async (draft) => {
                keep(await write(item.id, draft));
                setTouched(false);
                toast(t.saved);
              }}
            >
              <Submit kind="secondary">{t.save}</Submit>
            </ItemForm>
          </Card>
          <Papers item={item} whose="mine" onChange={keep} />
          <Finish item={item} unsaved={touched} onChange={keep} />
        </>
      ) : (
        <>
          <ItemFacts item={item} />
          <Papers item={item} whose="mine" />
          <Back item={item} onChange={keep} />
        </>
      )}
    </>
  );
}

function Finish({
  item,
  unsaved,
  onChange,
}: {
  item: Detail;
  unsaved: boolean;
  onChange: (item: Detail) => void;
}) {
  const t = useT(text);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const submit = useMutation({
    mutationFn: () => move(item.id, "submit"),
    onSuccess: (next) => {
      onChange(next);
      toast(t.submitted);
    },
  });
  const remove = useMutation({
    mutationFn: () => drop(item.id),
    onSuccess: () => {
      navigate(paths.portfolio, { replace: true });
      toast(t.dropped);
      void queries.invalidateQueries({ queryKey: [...portfolioKey, "mine"] });
    },
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t.dropAsk,
      text: t.dropText,
      yes: t.dropYes,
      no: t.dropNo,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  return (
    <Card title={t.finish}>
      {item.missing.length > 0 && (
        <>
          <p>{t.lacks}</p>
          <ul className="portfolio-steps">
            {item.missing.map((key) => (
              <li key={key}>{serverText(key)}</li>
            ))}
          </ul>
        </>
      )}
      {unsaved && <p>{t.unsaved}</p>}
      <div className="row">
        <Button
          disabled={unsaved || item.missing.length > 0}
          busy={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t.submit}
        </Button>
        <Button kind="danger" busy={remove.isPending} onClick={() => void ask()}>
          {t.drop}
        </Button>
      </div>
    </Card>
  );
}

function Back({ item, onChange }: { item: Detail; onChange: (item: Detail) => void }) {
  const t = useT(text);
  const turn = useMutation({
    mutationFn: (deed: OwnDeed) => move(item.id, deed),
    onSuccess: (next, deed) => {
      onChange(next);
      toast(deed === "recall" ? t.recalled : t.reopened);
    },
  });
  const deed = item.can.includes("recall") ? "recall" : item.can.includes("reopen") ? "reopen" : undefined;
  if (!deed) return null;
  return (
    <div>
      <Button kind="secondary" busy={turn.isPending} onClick={() => turn.mutate(deed)}>
        {t[deed]}
      </Button>
    </div>
  );
}
