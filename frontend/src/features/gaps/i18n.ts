import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Năng lực của tôi",
  makePlan: "Lập kế hoạch",
  summaryCritical: (count: number) => `Trong các năng lực còn thiếu có ${count} năng lực bắt buộc.`,
  ahead: "Sắp thay đổi",
  show: "Hiện năng lực",
  filters: { thieu: "Còn thiếu", dat: "Đã đạt", "tat-ca": "Tất cả" },
  search: "Tìm năng lực",
  found: (shown: number, all: number) => `Hiện ${shown} trên ${all} năng lực`,
  noneLacking: "Anh/chị không còn thiếu năng lực nào.",
  noneMet: "Chưa có năng lực nào đạt mức yêu cầu.",
  noneFound: "Không có năng lực nào khớp với từ đang tìm.",
  showAll: "Hiện tất cả",
  back: "Năng lực của tôi",
  at: (level: number) =>
    level === 0 ? "Anh/chị chưa có mức nào được công nhận." : `Anh/chị đang ở mức ${level}.`,
  asks: (posts: string, level: number) => `${posts} yêu cầu mức ${level}.`,
  reached: (posts: string, level: number) => `Đã đạt mức ${level} mà ${posts} yêu cầu.`,
  notAsked: "Không vị trí nào của anh/chị yêu cầu năng lực này.",
  and: "và",
  raiseTo: (level: number) => `Muốn lên mức ${level} cần gì`,
  raiseTop: "Giữ mức cao nhất",
  raiseAny: "Mỗi cách sau đây đều nâng được mức:",
  raiseOne: "Cần như sau:",
  raiseNone: "Anh/chị đang ở mức cao nhất của năng lực này.",
  findCourses: "Xem khóa học phù hợp",
  askMentor: "Xin người kèm cặp",
  why: "Vì sao tôi ở mức này?",
  noEvidence:
    "Chưa có minh chứng nào được ghi. Mức sẽ tăng khi anh/chị học xong khóa, đạt bài kiểm tra hoặc được kèm cặp.",
  notRight:
    "Nếu thấy chưa đúng, anh/chị trao đổi với người kèm cặp hoặc cán bộ phụ trách bồi dưỡng của đơn vị.",
  required: "Vị trí nào yêu cầu",
  post: "Vị trí",
  unit: "Đơn vị",
  postKind: "Cách đảm nhiệm",
  postKinds: {
    permanent: "Chính thức",
    acting: "Quyền, phụ trách",
    concurrent: "Kiêm nhiệm",
    seconded: "Biệt phái",
  },
  level: "Mức",
  from: "Từ ngày",
  levels: "Năm mức của năng lực này",
  levelName: (level: number) => `Mức ${level}`,
  current: "Anh/chị ở đây",
  requiredHere: "Vị trí yêu cầu",
};

export const text = catalogue(vi, () => import("./i18n.en"));
