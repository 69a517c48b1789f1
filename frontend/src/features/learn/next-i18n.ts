import { catalogue } from "@/lib/i18n";

export const vi = {
  nextTitle: "Việc tiếp theo",
  next: {
    attempt: "Bài kiểm tra đang làm dở",
    attemptAct: "Làm tiếp",
    quiz: "Kiểm tra cuối khóa",
    quizAct: "Xem bài kiểm tra",
    confirm: "Xác nhận buổi kèm cặp",
    confirmTitle: (mentor: string) => `${mentor} đã ghi một buổi kèm cặp với anh/chị`,
    confirmUnder: "Anh/chị xem nội dung rồi xác nhận thì mức năng lực mới được tính.",
    confirmAct: "Xem và xác nhận",
    lesson: "Học tiếp",
    lessonAct: "Học tiếp bài này",
    course: "Nên học khóa này",
    courseUnder: (shown: number, required: number) =>
      `Học xong đạt được mức ${shown}, vị trí cần mức ${required}`,
    courseAct: "Xem khóa học",
    mentor: "Nên xin người kèm cặp",
    mentorUnder: (level: number, required: number) =>
      `Đang có mức ${level}, cần mức ${required}. Chưa có khóa học nào giúp lên mức này.`,
    mentorAct: "Chọn người kèm cặp",
    noneTitle: "Anh/chị đã đạt mọi năng lực mà vị trí yêu cầu",
    noneUnder: "Anh/chị có thể học thêm, hoặc xem lại các khóa đã học.",
    unknownTitle: "Vị trí của anh/chị chưa có yêu cầu năng lực",
    unknownUnder: "Trong lúc chờ, anh/chị có thể học bất cứ khóa nào.",
    noneAct: "Xem các khóa học",
  },
  about: (time: string) => `Khoảng ${time}`,
  answered: (answered: number, questions: number) => `Đã trả lời ${answered} trên ${questions} câu`,
  attemptsLeft: (left: number) => `Còn ${left} lượt làm`,
  lessonsDone: (done: number, lessons: number) => `Đã học ${done} trên ${lessons} bài`,
  progressOf: (title: string) => `Tiến độ: ${title}`,
  todosTitle: "Việc cần làm",
  noTodos: "Ngoài việc tiếp theo ở trên, anh/chị không còn việc nào đang chờ.",
  due: (when: string) => `Hạn ${when}`,
  todo: {
    attempt: (title: string) => `Làm tiếp. ${title}`,
    confirm: (mentor: string) => `Xác nhận buổi kèm cặp với ${mentor}`,
    quiz: (title: string) => title,
    lesson: (title: string) => `Học tiếp. ${title}`,
  },
  unread: (count: number) => `${count} thông báo chưa đọc`,
};

export const text = catalogue(vi, () => import("./next-i18n.en"));
