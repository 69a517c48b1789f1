import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Quan sát thực hành",
  subtitle:
    "Ghi điều anh/chị tận mắt thấy khi một người làm việc. Quan sát là minh chứng có tên anh/chị; người được quan sát nhận thông báo và đọc được.",
  form: "Ghi một quan sát",
  person: "Người được quan sát",
  personHint: "Gõ họ tên hoặc mã.",
  personMissing: "Chọn người được quan sát.",
  competency: "Năng lực",
  choose: "Chọn năng lực",
  competencyMissing: "Chọn một năng lực.",
  required: "Vị trí việc làm yêu cầu",
  others: "Năng lực khác",
  watched: "Đã quan sát việc gì?",
  watchedHint: "Ví dụ: tiếp nhận hồ sơ khai sinh tại quầy, hai lượt. Ít nhất 10 chữ cái.",
  level: "Người này làm được đến đâu?",
  levelMissing: "Chọn một mức.",
  seenOn: "Ngày quan sát",
  note: "Ghi chú",
  noteHint: "Điều làm tốt, điều cần sửa.",
  save: "Ghi quan sát",
  saved: (name: string) => `Đã ghi quan sát về ${name}.`,
  undoReason: "Hoàn tác ngay sau khi ghi.",
  undone: "Đã hoàn tác: quan sát vừa ghi được thu hồi.",

  mine: "Quan sát của tôi",
  find: "Tìm theo họ tên hoặc mã",
  none: "Anh/chị chưa ghi quan sát nào",
  noneText: "Chọn người và năng lực ở trên để ghi quan sát đầu tiên.",
  noneFound: "Không tìm thấy quan sát nào",
  noneFoundText: "Anh/chị gõ ít chữ hơn hoặc xóa ô tìm.",
  levelIs: (level: number) => `Mức ${level}`,
  levelNone: "Chưa thể hiện mức nào",
  seen: (day: string) => `quan sát ngày ${day}`,
  withdrawn: "Đã thu hồi",
  withdrawnBecause: (day: string, reason: string) => `Thu hồi ngày ${day}: ${reason}`,
  withdraw: "Thu hồi",
  withdrawOf: (name: string, competency: string) => `Thu hồi quan sát về ${name}: ${competency}`,
  about: (name: string, competency: string) => `${name}: ${competency}`,
};

export const text = catalogue(vi, () => import("./observe-i18n.en"));
