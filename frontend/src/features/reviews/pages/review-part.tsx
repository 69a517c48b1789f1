import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, usePageParams, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import type { Column } from "@/ui";
import {
  Badge,
  Button,
  Card,
  Check,
  confirm,
  EmptyState,
  FormDialog,
  Load,
  PageHeader,
  QueryPager,
  SearchBox,
  Table,
  TextArea,
  toast,
} from "@/ui";
import type { Deed, Part, ReviewedPerson } from "../api";
import { deed, onePart, peopleOf } from "../api";
import { text } from "../i18n";
import { useDeed } from "../parts/deed";
import { text as people } from "../people-i18n";
import "../reviews.css";

/** A unit's part: its steps and its people to appraise. */
export default function ReviewPart() {
  const t = useT(text);
  const { part: id } = usePageParams(paths.reviewPart);
  const query = useQuery(onePart(id));
  const part = query.data;
  return (
    <div className="page">
      <PageHeader
        title={part?.unit ?? t.title}
        back={
          part
            ? { href: to(paths.review, { id: part.review_id }), label: t.backReview }
            : { href: paths.reviews, label: t.back }
        }
      />
      <Load query={query} lines={10}>
        {(found) => (
          <div className="stack">
            <Steps part={found} />
            <People part={found} />
          </div>
        )}
      </Load>
    </div>
  );
}

function Steps({ part }: { part: Part }) {
  const t = useT(text);
  const [unlocking, setUnlocking] = useState(false);
  const act = useDeed(deed, (_, args) => toast(t.deedDone[args.deed]));
  const press = async (what: Deed) => {
    if (what === "unlock") return setUnlocking(true);
    const yes = await confirm({
      title: t.deedTitles[what],
      text: t.deedTexts[what],
      yes: t.deeds[what],
      no: t.keep,
    });
    if (yes) act.mutate({ part: part.id, deed: what });
  };
  return (
    <Card
      title={t.progressTitle}
      actions={<Badge tone={part.state === "locked" ? "ok" : "info"}>{t.partStates[part.state]}</Badge>}
    >
      <p>
        {t.selfDone}: {t.of(fmt.number(part.self_done), fmt.number(part.items))} · {t.superiorDone}:{" "}
        {t.of(fmt.number(part.superior_done), fmt.number(part.items))}
      </p>
      <div className="review-actions">
        {((part.can ?? []) as Deed[]).map((what) => (
          <Button
            key={what}
            kind={what === "finish" || what === "lock" ? "primary" : "secondary"}
            busy={act.isPending}
            onClick={() => void press(what)}
          >
            {t.deeds[what]}
          </Button>
        ))}
      </div>
      <FormDialog
        open={unlocking}
        title={t.deedTitles.unlock}
        yes={t.deeds.unlock}
        no={t.keep}
        danger
        onClose={() => setUnlocking(false)}
        onSubmit={async (values) => {
          const reason = String(values.get("reason")).trim().normalize("NFC");
          await act.mutateAsync({ part: part.id, deed: "unlock", reason });
          setUnlocking(false);
        }}
      >
        <p>{t.deedTexts.unlock}</p>
        <TextArea label={t.reason} name="reason" maxLength={1000} hint={t.overrideReasonHint} />
      </FormDialog>
    </Card>
  );
}

function People({ part }: { part: Part }) {
  const t = useT(text);
  const words = useT(people);
  const [q, setQ] = useQueryState("q");
  const [left, setLeft] = useQueryState("con");
  const list = useInfiniteQuery(peopleOf(part.id, useSettled(q.trim()), left === "1"));
  const columns: Column<ReviewedPerson>[] = [
    {
      key: "name",
      head: t.personColumns.name,
      cell: (person) => (
        <>
          <Link
            href={to(
              paths.reviewPerson,
              { id: part.review_id, staff: person.staff_id },
              { "don-vi": part.id },
            )}
          >
            {person.name}
          </Link>
          <p className="small muted review-person-note">{person.unit}</p>
          {person.excused_on && (
            <p className="small review-person-note">{words.excused(fmt.date(person.excused_on))}</p>
          )}
          {person.appraiser && (
            <p className="small muted review-person-note">{words.appraisedBy(person.appraiser)}</p>
          )}
        </>
      ),
    },
    {
      key: "self",
      head: t.personColumns.self,
      end: true,
      cell: (p) => t.of(fmt.number(p.self_done), fmt.number(p.items)),
    },
    {
      key: "superior",
      head: t.personColumns.superior,
      end: true,
      cell: (p) => t.of(fmt.number(p.superior_done), fmt.number(p.items)),
    },
    { key: "apart", head: t.personColumns.apart, end: true, cell: ({ apart }) => fmt.number(apart) },
  ];
  return (
    <Card title={t.peopleTitle}>
      <div className="review-filters">
        <SearchBox label={t.peopleSearch} value={q} onChange={setQ} />
        <Check label={t.onlyLeft} checked={left === "1"} onChange={(on) => setLeft(on ? "1" : "")} />
      </div>
      <Load query={list} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={t.noPeople} />
          ) : (
            <>
              <Table
                caption={t.peopleTitle}
                columns={columns}
                rows={rows}
                rowKey={({ staff_id }) => staff_id}
              />
              <QueryPager shown={rows.length} query={list} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}
