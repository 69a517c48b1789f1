import { catalogue } from "@/lib/i18n";

export const vi = {
  homeTitle: "Năng lực của tôi so với yêu cầu",
  seeAll: "Xem tất cả năng lực",
  summary: (met: number, required: number) => `Đạt ${met} trên ${required} năng lực mà vị trí yêu cầu.`,
  nothingRequired: "Vị trí của anh/chị chưa có yêu cầu năng lực nào được ghi.",
  nothingRequiredText: "Nếu chưa đúng, anh/chị báo cho cán bộ phụ trách bồi dưỡng của đơn vị.",
  lacking: (levels: number) => `Cần học thêm ${levels} mức`,
  met: "Đã đạt",
  critical: "Bắt buộc",
  postAsks: (post: string, level: number) => `${post} cần mức ${level}`,
  postsAsk: (count: number, level: number) => `Cả ${count} vị trí của anh/chị đều cần mức ${level}`,
};

export const text = catalogue(vi, () => import("./row-i18n.en"));
