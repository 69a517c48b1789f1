import { catalogue } from "@/lib/i18n";

export const vi = {
  counted: (count: number) => `Được tính (${count})`,
  notCounted: (count: number) => `Không được tính (${count})`,
  noneCounted: "Chưa có minh chứng nào được tính.",
  countedAs: (level: number) => `Được tính: mức ${level}`,
  notCountedShort: "Không được tính",
  capacities: {
    system: "Hệ thống ghi",
    self: "Tự đánh giá",
    mentor: "Người kèm cặp",
    superior: "Cấp trên",
    trainer: "Giảng viên",
    assessor: "Người đánh giá",
    officer: "Cán bộ phụ trách",
  },
  validUntil: (day: string) => `có hiệu lực đến ${day}`,
  strength: { weak: "sức nặng yếu", medium: "sức nặng vừa", strong: "sức nặng mạnh" },
  sealed: (number: number, seal: string) => `Dòng ${number} · niêm ${seal}…`,
  belief: (level: number, word: string, likelihood: string) => `Mức ${level} · ${word} (${likelihood})`,
  recheck: (day: string) => `, nên kiểm tra lại trước ${day}`,
  given: (reason: string) => `Lý do ghi: ${reason}`,
};

export const text = catalogue(vi, () => import("./evidence-i18n.en"));
