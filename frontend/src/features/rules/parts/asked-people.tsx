import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { sentence } from "@/api/problem";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to, useQueryState } from "@/lib/paths";
import { useSettled } from "@/lib/settled";
import { Button, Card, Check, EmptyState, Load, QueryPager, SearchBox, Segments, toast } from "@/ui";
import type { Marked } from "../api";
import { rulesKey } from "../api";
import type { Asked, AskedState } from "../briefings";
import { asked, undoBriefing } from "../briefings";
import { text } from "../briefings-i18n";
import { today } from "../rules";
import { BriefingDialog } from "./briefing-dialog";

const learntView = "da-hoc";

interface AskedPeopleProps {
  change: Marked;
  unit: string;
  onEveryUnit: () => void;
}

/** Who is to learn a change and who has; those who were shown it are marked together. */
export function AskedPeople({ change, unit, onEveryUnit }: AskedPeopleProps) {
  const t = useT(text);
  const [shown, setShown] = useQueryState("tinh-trang");
  const [find, setFind] = useState("");
  const q = useSettled(find.trim());
  const state: AskedState = shown === learntView ? "learnt" : "to_learn";
  const query = useInfiniteQuery({
    ...asked(change.id, { state, q, unit }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card title={t.peopleTitle}>
      <Segments
        label={t.state}
        value={shown}
        onChange={setShown}
        options={[
          { value: "", label: t.toLearn },
          { value: learntView, label: t.learnt },
        ]}
      />
      <SearchBox label={t.search} value={find} onChange={setFind} />
      {unit && (
        <p className="row">
          <span className="muted">{t.onlyUnit}</span>
          <Button kind="quiet" small onClick={onEveryUnit}>
            {t.everyUnit}
          </Button>
        </p>
      )}
      <Load query={query} lines={8}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState title={q ? t.noneFound : t.none[state]}>
                {q ? t.noneFoundText : t.noneText[state]}
              </EmptyState>
            );
          return (
            <>
              <Rows rows={rows} change={change} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}

/** People with a tick each where the reader may brief them; nobody is ticked at first. */
function Rows({ rows, change }: { rows: Asked[]; change: Marked }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [ticked, setTicked] = useState<string[]>([]);
  const [open, setOpen] = useState(false);
  const may = change.state === "in_force" ? rows.filter(({ can_brief }) => can_brief) : [];
  const chosen = may.filter(({ staff_id }) => ticked.includes(staff_id)).map(({ staff_id }) => staff_id);
  const turn = (id: string, on: boolean) =>
    setTicked(on ? [...ticked, id] : ticked.filter((each) => each !== id));
  const refresh = () => queries.invalidateQueries({ queryKey: rulesKey });
  const done = (id: string, count: number) => {
    setOpen(false);
    setTicked([]);
    void refresh();
    const undo = async () => {
      await undoBriefing(id);
      await refresh();
      toast(t.undone);
    };
    toast(t.done(fmt.number(count)), {
      undo: () => void undo().catch((error: unknown) => toast(sentence(error), { bad: true })),
    });
  };
  return (
    <>
      {may.length > 0 && (
        <div className="change-brief">
          <Check
            label={t.all}
            checked={chosen.length === may.length}
            onChange={(on) => setTicked(on ? may.map(({ staff_id }) => staff_id) : [])}
          />
          <Button disabled={chosen.length === 0} onClick={() => setOpen(true)}>
            {chosen.length === 0 ? t.briefNobody : t.brief(fmt.number(chosen.length))}
          </Button>
        </div>
      )}
      <ul className="plain-list divided">
        {rows.map((each) => (
          <li key={each.staff_id}>
            {may.includes(each) ? (
              <Check
                label={<Person asked={each} />}
                checked={ticked.includes(each.staff_id)}
                onChange={(on) => turn(each.staff_id, on)}
              />
            ) : (
              <Person asked={each} link />
            )}
          </li>
        ))}
      </ul>
      {open && <BriefingDialog id={change.id} people={chosen} onClose={() => setOpen(false)} onDone={done} />}
    </>
  );
}

function Person({ asked: each, link }: { asked: Asked; link?: boolean }) {
  const t = useT(text);
  const mine = useMe().staff_id === each.staff_id;
  const [now] = useState(today);
  const { due_on, done_at, held_on, briefer } = each;
  const how = !done_at
    ? due_on < now
      ? t.late(fmt.date(due_on))
      : t.due(fmt.date(due_on))
    : held_on
      ? t.viaBriefing(fmt.date(held_on), briefer ?? "")
      : t.viaCourse(fmt.date(done_at));
  return (
    <span className="change-person">
      {link ? (
        <Link href={to(paths.person, { id: each.staff_id })}>{each.full_name}</Link>
      ) : (
        <strong>{each.full_name}</strong>
      )}
      <span className="small muted">{[each.code, each.unit, how].join(" · ")}</span>
      {mine && !done_at && <span className="small muted">{t.yourself}</span>}
    </span>
  );
}
