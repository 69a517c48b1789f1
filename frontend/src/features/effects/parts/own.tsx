import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Button, Card, EmptyState, LevelBar, LinkButton, Load, toast } from "@/ui";
import type { Mine } from "../api";
import { askLook, effectsKey, mine } from "../api";
import { text } from "../i18n";
import { gained, standingTones } from "../rules";

/** What a learner's mentoring changed, and what is still to be assessed. */
export function Own() {
  const t = useT(text);
  return (
    <Load query={useQuery(mine)} lines={6}>
      {({ items }) => {
        const open = items.filter(({ standing }) => standing !== "done");
        const done = items.filter(({ standing }) => standing === "done");
        return items.length === 0 ? (
          <EmptyState
            title={t.mineNone}
            action={<LinkButton href={paths.mentoring}>{t.toMentoring}</LinkButton>}
          >
            {t.mineNoneText}
          </EmptyState>
        ) : (
          <div className="stack">
            {open.length > 0 && (
              <section className="stack" aria-label={t.todo}>
                <h2>{t.todo}</h2>
                <p className="muted">{t.ways}</p>
                {open.map((item) => (
                  <ToDo key={item.id} item={item} />
                ))}
              </section>
            )}
            {done.length > 0 && (
              <section className="stack" aria-label={t.past}>
                <h2>{t.past}</h2>
                {done.map((item) => (
                  <Past key={item.id} item={item} />
                ))}
              </section>
            )}
          </div>
        );
      }}
    </Load>
  );
}

const named = ({ competency: c }: Mine) => inLocale(c.name_vi, c.name_en);

function ToDo({ item }: { item: Mine }) {
  const t = useT(text);
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => askLook(item.id),
    onSuccess: async () => {
      toast(t.askedToast);
      await queries.invalidateQueries({ queryKey: effectsKey });
    },
  });
  const day = fmt.date(item.due_on);
  return (
    <Card title={named(item)}>
      <div className="stack">
        <div className="row">
          <Badge tone={standingTones[item.standing]}>
            {item.standing === "late" ? t.overdue(day) : t.dueBy(day)}
          </Badge>
          <span className="muted">{t.todoText(item.mentor.full_name, fmt.date(item.closed_at))}</span>
        </div>
        <p>
          {t.beforeIs(String(item.before))}. {t.nowIs(String(item.now))}.
        </p>
        <LevelBar have={item.now} need={item.target} />
        <div className="row">
          {item.tests.map((test) => (
            <LinkButton key={test.id} href={to(paths.quiz, { id: test.id })}>
              {item.tests.length > 1 ? t.takeOneTest(inLocale(test.title_vi, test.title_en)) : t.takeTest}
              <span className="visually-hidden">
                {" "}
                {t.testUpTo(inLocale(test.title_vi, test.title_en), test.level)}
              </span>
            </LinkButton>
          ))}
          <Button kind="secondary" busy={ask.isPending} disabled={item.asked} onClick={() => ask.mutate()}>
            {item.asked ? t.asked : t.askLook}
            <span className="visually-hidden"> {named(item)}</span>
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Past({ item }: { item: Mine }) {
  const t = useT(text);
  const rise = gained(item) ?? 0;
  return (
    <Card title={named(item)}>
      <div className="stack-tight">
        <div className="row">
          <strong>{t.fromTo(String(item.before), String(item.after))}</strong>
          <Badge tone={rise > 0 ? "ok" : "neutral"}>{t.levelsUp(rise)}</Badge>
        </div>
        <LevelBar have={item.after ?? 0} need={item.target} />
        <p className="muted">
          {t.todoText(item.mentor.full_name, fmt.date(item.closed_at))}. {t.past}{" "}
          {t.done(fmt.date(item.done_at ?? ""))}.
        </p>
      </div>
    </Card>
  );
}
