import { fmt } from "@/lib/fmt";
import { inLocale } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import type { Next, Todo } from "./api";
import type { vi } from "./next-i18n";

type Texts = typeof vi;
type Args = Record<string, unknown>;

const count = (args: Args, name: string): number => Number(args[name] ?? 0);
const word = (args: Args, name: string): string => String(args[name] ?? "");

export interface NextWords {
  /** What kind of deed, and what it belongs to. */
  over: string;
  title: string;
  /** Where one stands in it, and how long it takes. */
  under: string;
  /** The button's verb. */
  act: string;
  href: string;
}

/** The words of the one next thing to do. */
export function nextWords(next: Next, required: number, t: Texts): NextWords {
  const title = inLocale(next.title_vi, next.title_en);
  const context = inLocale(next.context_vi ?? "", next.context_en);
  const within = (kind: string) => [kind, context].filter(Boolean).join(" · ");
  const timed = (...parts: string[]) =>
    [...parts, next.minutes ? t.about(fmt.minutes(next.minutes)) : ""].filter(Boolean).join(" · ");
  const { args } = next;
  const words = { title, href: next.link };

  switch (next.kind) {
    case "quiz":
      return next.key === "learn.next_attempt"
        ? {
            ...words,
            over: within(t.next.attempt),
            under: timed(t.answered(count(args, "answered"), count(args, "questions"))),
            act: t.next.attemptAct,
          }
        : {
            ...words,
            over: within(t.next.quiz),
            under: timed(t.attemptsLeft(count(args, "left"))),
            act: t.next.quizAct,
          };
    case "confirm_session":
      return {
        ...words,
        over: t.next.confirm,
        title: t.next.confirmTitle(word(args, "mentor")),
        under: t.next.confirmUnder,
        act: t.next.confirmAct,
      };
    case "lesson":
      return {
        ...words,
        over: within(t.next.lesson),
        under: timed(t.lessonsDone(count(args, "done"), count(args, "lessons"))),
        act: t.next.lessonAct,
      };
    case "course":
      return {
        ...words,
        over: within(t.next.course),
        under: timed(t.next.courseUnder(count(args, "shown"), count(args, "required"))),
        act: t.next.courseAct,
      };
    case "mentor":
      return {
        ...words,
        over: t.next.mentor,
        under: t.next.mentorUnder(count(args, "level"), count(args, "required")),
        act: t.next.mentorAct,
      };
    case "none":
      return {
        over: "",
        title: required > 0 ? t.next.noneTitle : t.next.unknownTitle,
        under: required > 0 ? t.next.noneUnder : t.next.unknownUnder,
        act: t.next.noneAct,
        href: paths.courses,
      };
  }
}

/** The words of something else that waits. */
export function todoWords(todo: Todo, t: Texts): { title: string; under: string } {
  const title = inLocale(todo.title_vi ?? "", todo.title_en);
  const due = todo.due ? t.due(fmt.dateTime(todo.due)) : "";
  const { args } = todo;
  const under = (line: string) => [line, due].filter(Boolean).join(" · ");
  switch (todo.key) {
    case "learn.todo_attempt":
      return {
        title: t.todo.attempt(title),
        under: under(t.answered(count(args, "answered"), count(args, "questions"))),
      };
    case "learn.todo_confirm":
      return { title: t.todo.confirm(word(args, "mentor")), under: under("") };
    case "learn.todo_quiz":
      return { title: t.todo.quiz(title), under: under(t.attemptsLeft(count(args, "left"))) };
    default:
      return {
        title: t.todo.lesson(title),
        under: under(t.lessonsDone(count(args, "done"), count(args, "lessons"))),
      };
  }
}
