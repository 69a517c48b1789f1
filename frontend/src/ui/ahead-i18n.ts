import { catalogue } from "@/lib/i18n";

export const vi = {
  from: (day: string) => `Từ ngày ${day}`,
  willLack: (name: string, required: number, levels: number) =>
    `Sẽ thiếu: ${name}, cần mức ${required}, còn ${levels} mức nữa`,
  willMeet: (name: string, required: number) => `${name}: cần mức ${required}, đã đủ`,
  noMore: (name: string) => `${name}: không còn yêu cầu`,
  critical: "Bắt buộc",
  asks: (position: string, unit: string, level: number) => `${position}, ${unit}: mức ${level}`,
  kinds: { permanent: "chính thức", acting: "quyền", concurrent: "kiêm nhiệm", seconded: "biệt phái" },
  required: "bắt buộc",
  since: (day: string) => `từ ${day}`,
  until: (from: string, last: string) => `từ ${from} đến hết ${last}`,
};

export const text = catalogue(vi, () => import("./ahead-i18n.en"));
