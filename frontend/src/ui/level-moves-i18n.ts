import { catalogue } from "@/lib/i18n";

export const vi = {
  moves: (from: number, to: number) =>
    to > from ? `Từ mức ${from} lên mức ${to}.` : `Từ mức ${from} xuống mức ${to}.`,
  stays: (level: number) => `Vẫn ở mức ${level}.`,
  reached: (required: number) => `Đã đủ mức ${required} mà vị trí yêu cầu.`,
  lacks: (required: number, levels: number) => `Vị trí yêu cầu mức ${required}, còn ${levels} mức nữa.`,
};

export const text = catalogue(vi, () => import("./level-moves-i18n.en"));
