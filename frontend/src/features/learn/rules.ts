import type { CourseItem, CourseQuiz, LessonDone } from "./api";

export type CourseState = "todo" | "doing" | "done";

/** Done means read to the end and, where there is a test, passed. */
export function courseState(course: Pick<CourseItem, "enrolled_at" | "completed_at" | "quiz">): CourseState {
  if (course.completed_at && (!course.quiz || course.quiz.passed)) return "done";
  return course.enrolled_at ? "doing" : "todo";
}

export type QuizState = "locked" | "ready" | "open" | "failed" | "spent" | "passed";

/** Where a reader stands with the test at the end of a course. */
export function quizState(quiz: CourseQuiz, courseRead: boolean): QuizState {
  if (quiz.passed) return "passed";
  if (quiz.open) return "open";
  if (quiz.attempts_left === 0) return "spent";
  if (quiz.attempts > 0) return "failed";
  return courseRead ? "ready" : "locked";
}

/** Courses that narrow the reader's gaps, the most mandatory and the widest first, and the others as given. */
export function shelves(
  courses: readonly CourseItem[],
  competency = "",
): { helping: CourseItem[]; others: CourseItem[] } {
  const wanted = competency
    ? courses.filter(({ closes }) => closes.some((each) => each.competency.id === competency))
    : courses;
  const weight = ({ closes }: CourseItem) =>
    closes.reduce((sum, { critical, shown, level }) => sum + (critical ? 100 : 0) + (shown - level), 0);
  const helping = wanted.filter(({ closes }) => closes.length > 0).sort((a, b) => weight(b) - weight(a));
  return { helping, others: wanted.filter(({ closes }) => closes.length === 0) };
}

/** The server's HTML with a frame around each table, so that wide ones scroll inside of it. */
export function framed(html: string, label: (number: number) => string): string {
  let number = 0;
  const escape = (words: string) => words.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return html
    .replaceAll("<table>", () => {
      number += 1;
      return `<div class="lesson-table" role="region" tabindex="0" aria-label="${escape(label(number))}"><table>`;
    })
    .replaceAll("</table>", "</table></div>");
}

/** What the page of a finished course is told about the finishing; undefined for anything else. */
export function doneFrom(state: unknown): LessonDone | undefined {
  const done = (state as { done?: LessonDone } | null | undefined)?.done;
  return done?.course_completed ? done : undefined;
}
