import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { storage } from "@/lib/storage";
import type { Column } from "@/ui";
import { Button, Card, confirm, Disclosure, EmptyState, Load, Notice, Select, Table } from "@/ui";
import type { Attendance, AttendancePerson, ClassDetail, Mark } from "../api";
import { attendance, closeClass, mark as sendMarks } from "../api";
import { text } from "../i18n";
import type { Marks } from "../rules";
import { allPresent, markOfKey, markSign, savedMarks, sessionToMark, unsaved } from "../rules";
import { useDeed } from "./deed";

/** Marking who came, session by session, and the end of the class. */
export function AttendanceSheet({ found }: { found: ClassDetail }) {
  const t = useT(text);
  const sheet = useQuery(attendance(found.id));
  return (
    <Load query={sheet} lines={8}>
      {(now) =>
        now.people.length === 0 ? (
          <EmptyState title={t.attendanceNone}>{t.attendanceNoneText}</EmptyState>
        ) : (
          <div className="page">
            <Marking found={found} sheet={now} />
            <Ending found={found} sheet={now} />
            <Disclosure summary={t.whole}>
              <Whole sheet={now} />
            </Disclosure>
          </div>
        )
      }
    </Load>
  );
}

type Drafts = Record<string, Marks>;

/** Marks not yet saved outlive a lost network and a closed window: they are kept on this machine by class and session. */
function useDrafts(classId: string): [Drafts, (sessionId: string, marks: Marks) => void] {
  const key = `camtay.attendance.${classId}`;
  const [drafts, setDrafts] = useState<Drafts>(() => {
    try {
      return JSON.parse(storage.read(key) ?? "{}") as Drafts;
    } catch {
      return {};
    }
  });
  const write = (sessionId: string, marks: Marks) =>
    setDrafts((before) => {
      const after = { ...before, [sessionId]: marks };
      storage.write(key, JSON.stringify(after));
      return after;
    });
  return [drafts, write];
}

function Marking({ found, sheet }: { found: ClassDetail; sheet: Attendance }) {
  const t = useT(text);
  const queries = useQueryClient();
  // The server's clock: an office machine's may be days off.
  const now = Date.parse(sheet.server_now);
  const [sessionId, setSession] = useQueryState("buoi", sessionToMark(sheet.sessions, now));
  const [drafts, setDraft] = useDrafts(found.id);
  const [savedAt, setSavedAt] = useState<string>();
  const index = Math.max(
    0,
    sheet.sessions.findIndex(({ id }) => id === sessionId),
  );
  const session = sheet.sessions[index];
  const saved = savedMarks(sheet.people, index);
  const draft = (session && drafts[session.id]) ?? {};
  const marks: Marks = { ...saved, ...draft };
  const waiting = unsaved(saved, draft, sheet.people);
  const count = Object.keys(waiting).length;
  const missing = sheet.people.filter(({ staff }) => !marks[staff.id]).length;

  const save = useDeed(
    (changes: Marks) =>
      sendMarks(
        found.id,
        session?.id ?? "",
        Object.entries(changes).map(([staff_id, mark]) => ({ staff_id, mark })),
      ),
    (after) => {
      queries.setQueryData(attendance(found.id).queryKey, after);
      if (session) setDraft(session.id, {});
      setSavedAt(new Date().toISOString());
    },
  );
  if (!session) return null;
  const put = (next: Marks) => setDraft(session.id, { ...draft, ...next });
  const begun = Date.parse(session.starts_at) - 15 * 60_000 <= now;
  const can = sheet.can_mark && begun;

  return (
    <section className="stack" aria-label={t.tabs.attendance}>
      <div className="class-filters">
        <Select
          label={t.chooseSession}
          value={session.id}
          onChange={(event) => setSession(event.currentTarget.value)}
        >
          {sheet.sessions.map((each) => (
            <option key={each.id} value={each.id}>
              {t.session(each.position)}: {t.halfDay(t.halves[each.half], fmt.date(each.day))}
            </option>
          ))}
        </Select>
        {can && (
          <Button kind="secondary" onClick={() => put(allPresent(sheet.people, marks))}>
            {t.everyone}
          </Button>
        )}
      </div>
      {can ? (
        <p className="muted small mark-keys">{t.markKeys}</p>
      ) : (
        found.state === "open" && <Notice>{t.notBegun}</Notice>
      )}
      <div className="pick-list">
        {sheet.people.map((person) => (
          <MarkRow
            key={person.staff.id}
            person={person}
            mark={marks[person.staff.id]}
            disabled={!can}
            onMark={(mark) => put({ [person.staff.id]: mark })}
          />
        ))}
      </div>
      {can && (
        <div className="dock">
          <p role="status">
            {count > 0
              ? t.unsaved(count)
              : savedAt
                ? t.savedAt(fmt.time(savedAt))
                : missing === 0
                  ? t.allMarked
                  : ""}
            {missing > 0 && ` ${t.toMark(missing)}`}
          </p>
          <Button disabled={count === 0} busy={save.isPending} onClick={() => save.mutate(waiting)}>
            {t.saveMarks}
          </Button>
        </div>
      )}
    </section>
  );
}

const choices = ["present", "excused", "absent"] as const;

function MarkRow({
  person,
  mark,
  disabled,
  onMark,
}: {
  person: AttendancePerson;
  mark: Mark | undefined;
  disabled: boolean;
  onMark: (mark: Mark) => void;
}) {
  const t = useT(text);
  const key = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const meant = event.ctrlKey || event.metaKey || event.altKey ? undefined : markOfKey(event.key);
    if (!meant || disabled) return;
    event.preventDefault();
    onMark(meant);
    const next = event.currentTarget.nextElementSibling;
    // Of a group of radios the checked one takes the focus, else the first.
    (next?.querySelector<HTMLElement>("input:checked") ?? next?.querySelector("input"))?.focus();
  };
  return (
    // Keys are a shortcut beside the radios, which do the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset className="mark-row" onKeyDown={key}>
      <legend className="visually-hidden">{t.markOf(person.staff.full_name)}</legend>
      <span className="pick-words">
        <strong>{person.staff.full_name}</strong>
        <span className="muted small">{inLocale(person.unit.name, person.unit.name_en)}</span>
      </span>
      <span className="mark-choices">
        {choices.map((value) => (
          <label key={value} className={`mark-choice mark-${value}`}>
            <input
              type="radio"
              name={`mark-${person.staff.id}`}
              value={value}
              checked={mark === value}
              disabled={disabled}
              onChange={() => onMark(value)}
            />
            <span className="mark-sign" aria-hidden="true">
              {markSign(value)}
            </span>
            {t.marks[value]}
          </label>
        ))}
      </span>
    </fieldset>
  );
}

function Ending({ found, sheet }: { found: ClassDetail; sheet: Attendance }) {
  const t = useT(text);
  const [told, setTold] = useState<string>();
  const attended = sheet.people.filter((person) => person.attended).length;
  const close = useDeed(closeClass, (done) => setTold(t.closedDone(done.attended, done.people, done.levels)));
  const ask = async () => {
    const yes = await confirm({
      title: t.closeTitle,
      text: t.closeText(attended, sheet.people.length, sheet.bar),
      yes: t.close,
      no: t.closeNo,
    });
    if (yes) close.mutate(found.id);
  };
  if (told) {
    return (
      <Notice tone="ok" live>
        {told}
      </Notice>
    );
  }
  if (!found.can.close) return null;
  return (
    <Card title={t.close}>
      <p>{sheet.can_close ? t.closeReady : t.closeWait(sheet.missing)}</p>
      <div className="row">
        <Button disabled={!sheet.can_close} busy={close.isPending} onClick={() => void ask()}>
          {t.close}
        </Button>
      </div>
    </Card>
  );
}

function Whole({ sheet }: { sheet: Attendance }) {
  const t = useT(text);
  const columns: Column<AttendancePerson>[] = [
    { key: "name", head: t.person, cell: ({ staff }) => staff.full_name },
    ...sheet.sessions.map((session, index) => ({
      key: session.id,
      head: `${t.halves[session.half]} ${fmt.date(session.day).slice(0, 5)}`,
      cell: ({ marks }: AttendancePerson) => markSign(marks[index] ?? ""),
    })),
    { key: "total", head: t.total, end: true, cell: ({ present }) => fmt.number(present) },
    { key: "bar", head: t.bar, cell: ({ attended }) => (attended ? t.yes : t.no) },
  ];
  return (
    <div className="stack-tight">
      <p className="muted small">{t.barText(sheet.bar)}</p>
      <Table caption={t.whole} columns={columns} rows={sheet.people} rowKey={({ staff }) => staff.id} wide />
    </div>
  );
}
