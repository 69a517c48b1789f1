import type { vi } from "./next-i18n";

const en: typeof vi = {
  nextTitle: "Next",
  next: {
    attempt: "Test in progress",
    attemptAct: "Go on",
    quiz: "Test of the course",
    quizAct: "See the test",
    confirm: "Confirm a coaching session",
    confirmTitle: (mentor) => `${mentor} has recorded a coaching session with you`,
    confirmUnder: "It counts for your level once you have read and confirmed it.",
    confirmAct: "Read and confirm",
    lesson: "Go on learning",
    lessonAct: "Go on with this lesson",
    course: "A course for you",
    courseUnder: (shown, required) => `It leads to level ${shown}; your post needs level ${required}`,
    courseAct: "See the course",
    mentor: "Ask for a mentor",
    mentorUnder: (level, required) =>
      `You are at level ${level} and need level ${required}. No course leads there yet.`,
    mentorAct: "Choose a mentor",
    noneTitle: "You meet every competency your post requires",
    noneUnder: "You can learn more, or look at finished courses again.",
    unknownTitle: "No required competencies are recorded for your post",
    unknownUnder: "Meanwhile you can take any course.",
    noneAct: "See the courses",
  },
  about: (time) => `About ${time}`,
  answered: (answered, questions) => `${answered} of ${questions} questions answered`,
  attemptsLeft: (left) => (left === 1 ? "1 attempt left" : `${left} attempts left`),
  lessonsDone: (done, lessons) => `${done} of ${lessons} lessons done`,
  progressOf: (title) => `Progress: ${title}`,
  todosTitle: "To do",
  noTodos: "Nothing else is waiting for you.",
  due: (when) => `Due ${when}`,
  todo: {
    attempt: (title) => `Go on. ${title}`,
    confirm: (mentor) => `Confirm the coaching session with ${mentor}`,
    quiz: (title) => title,
    lesson: (title) => `Go on learning. ${title}`,
  },
  unread: (count) => (count === 1 ? "1 unread notice" : `${count} unread notices`),
};

export default en;
