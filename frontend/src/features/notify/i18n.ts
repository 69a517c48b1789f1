import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Thông báo",
  unread: (count: string) => `Chưa đọc (${count})`,
  unreadNone: "Anh/chị đã đọc hết thông báo.",
  read: "Đã đọc",
  fresh: "Mới",
  open: "Mở xem",
  markRead: "Đánh dấu đã đọc",
  markAll: "Đánh dấu tất cả đã đọc",
  allRead: "Đã đánh dấu tất cả là đã đọc.",
  emptyTitle: "Chưa có thông báo",
  emptyText: "Tin về lớp bồi dưỡng, kèm cặp và mức năng lực của anh/chị sẽ hiện ở đây.",
  unknown: "Có tin mới.",
  bell: (count: number) => (count > 0 ? `Thông báo: ${count} tin chưa đọc` : "Thông báo"),
  bellShort: (count: string) => `${count} tin`,
};

export const text = catalogue(vi, () => import("./i18n.en"));
