import type { Attempt, Question, Quiz, Review } from "./api";

type Answers = Readonly<Record<string, readonly string[]>>;

export const isAnswered = (answers: Answers, question: string): boolean =>
  (answers[question]?.length ?? 0) > 0;

export const unanswered = (questions: readonly Question[], answers: Answers): Question[] =>
  questions.filter(({ id }) => !isAnswered(answers, id));

/** The word in the address that means the list of answers before handing in. */
export const checkWord = "xem-lai";
export type Place = number | "check";

/** Where the reader is: the question or list the address names, or else the first question without an answer. */
export function placeOf(word: string, questions: readonly Question[], answers: Answers): Place {
  if (word === checkWord) return "check";
  const index = Number(word) - 1;
  if (Number.isInteger(index) && index >= 0 && index < questions.length) return index;
  const first = questions.findIndex(({ id }) => !isAnswered(answers, id));
  return first < 0 ? "check" : first;
}

export const wordOf = (place: Place): string => (place === "check" ? checkWord : String(place + 1));

/** The answer after a digit key: "1" chooses the first option, or takes it back where several may be chosen. Undefined when the key means nothing. */
export function afterKey(
  { kind, options }: Pick<Question, "kind" | "options">,
  value: readonly string[],
  key: string,
): string[] | undefined {
  if (!/^[1-9]$/.test(key)) return undefined;
  const code = options[Number(key) - 1]?.code;
  if (code === undefined) return undefined;
  if (kind === "single") return value[0] === code ? undefined : [code];
  return value.includes(code) ? value.filter((each) => each !== code) : [...value, code];
}

/** Milliseconds until the attempt is over by the server's clock; never below 0. */
export const remaining = (due: string, now: number, skew: number): number =>
  Math.max(0, Date.parse(due) - (now + skew));

const minute = 60_000;
export const warningFrom = 5 * minute;

export type Clock = { minutes: number } | { seconds: number };

/** What the timer shows: whole minutes begun, and seconds in the last minute. */
export const clockOf = (left: number): Clock =>
  left > minute ? { minutes: Math.ceil(left / minute) } : { seconds: Math.ceil(left / 1000) };

export type StartState = "open" | "passed" | "can" | "cannot";

export function startState(card: Quiz): StartState {
  if (card.open_attempt) return "open";
  if (card.attempts.some(({ passed }) => passed)) return "passed";
  return card.can_start ? "can" : "cannot";
}

/** What to read again: the lessons behind the questions that were not fully right, each once, in the order of the questions. */
export function toStudy(questions: readonly Review[]): NonNullable<Review["lesson"]>[] {
  const lessons = new Map<string, NonNullable<Review["lesson"]>>();
  for (const { score, lesson } of questions) {
    if (score < 10_000 && lesson && !lessons.has(lesson.id)) lessons.set(lesson.id, lesson);
  }
  return [...lessons.values()];
}

export type Mark = "right" | "partly" | "wrong" | "none";

export function markOf({ score, value }: Pick<Review, "score" | "value">): Mark {
  if (value.length === 0) return "none";
  if (score >= 10_000) return "right";
  return score > 0 ? "partly" : "wrong";
}

export const isOver = ({ state }: Pick<Attempt, "state">): boolean => state !== "in_progress";
