import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Ý kiến về mức năng lực",
  subtitle: "Công chức thấy mức của mình chưa đúng. Mở từng người để xem minh chứng và trả lời.",
  show: "Hiện",
  open: "Chờ trả lời",
  answered: "Đã trả lời",
  find: "Tìm theo họ tên hoặc mã",
  none: { open: "Không có ý kiến nào chờ trả lời", answered: "Chưa có ý kiến nào được trả lời" },
  noneText: "Khi có người bấm “Tôi thấy chưa đúng”, ý kiến hiện ở đây và anh/chị nhận được thông báo.",
  noneFound: "Không tìm thấy ý kiến nào",
  noneFoundText: "Anh/chị gõ ít chữ hơn hoặc xóa ô tìm.",
  on: (day: string) => `gửi ngày ${day}`,
  level: (level: number) => `đang ở mức ${level}`,
  answeredBy: (name: string, day: string) => `${name} trả lời ngày ${day}`,
  look: "Xem minh chứng và trả lời",
};

export const text = catalogue(vi, () => import("./disputes-i18n.en"));
