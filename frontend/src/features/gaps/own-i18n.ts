import { catalogue } from "@/lib/i18n";

export const vi = {
  assess: "Tự đánh giá",
  assessTitle: (name: string) => `Tự đánh giá: ${name}`,
  assessHelp: "Tự đánh giá được ghi lại để trao đổi với cấp trên, không làm thay đổi mức.",
  level: "Anh/chị thấy mình làm được đến đâu?",
  levelMissing: "Chọn một mức.",
  note: "Ghi chú",
  noteHint: "Việc đã làm, điều còn vướng.",
  save: "Ghi tự đánh giá",
  cancel: "Đóng, không ghi",
  saved: "Đã ghi tự đánh giá.",
  undoReason: "Tự thu hồi ngay sau khi ghi.",
  undone: "Đã thu hồi tự đánh giá vừa ghi.",

  dispute: "Tôi thấy chưa đúng",
  disputeTitle: "Tôi thấy chưa đúng",
  disputeHelp:
    "Ý kiến được gửi đến lãnh đạo đơn vị. Lãnh đạo trả lời, quan sát lại hoặc thu hồi minh chứng sai; anh/chị nhận được thông báo.",
  which: "Điều chưa đúng",
  wholeLevel: "Mức hiện tại nói chung",
  why: "Vì sao anh/chị thấy chưa đúng?",
  whyHint: "Ít nhất 10 chữ cái.",
  send: "Gửi ý kiến",
  sent: "Đã gửi ý kiến đến lãnh đạo đơn vị.",

  mine: "Ý kiến của tôi",
  open: "Chờ trả lời",
  answered: "Đã trả lời",
  saidOn: (day: string) => `Gửi ngày ${day}`,
  about: (what: string) => `Về minh chứng: ${what}`,
  answeredBy: (name: string, day: string) => `${name} trả lời ngày ${day}`,
  followed: (what: string) => `Việc đã làm: ${what}`,
};

export const text = catalogue(vi, () => import("./own-i18n.en"));
