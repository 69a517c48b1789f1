import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Ghi về năng lực này",
  buttons: { appraisal: "Ghi nhận xét", observation: "Ghi quan sát tại quầy", override: "Đặt mức" },
  titles: {
    appraisal: (name: string) => `Nhận xét của cấp trên: ${name}`,
    observation: (name: string) => `Quan sát tại nơi làm việc: ${name}`,
    override: (name: string) => `Đặt mức: ${name}`,
  },
  help: {
    appraisal: "Chọn mức đúng với việc người này làm hằng ngày. Nhận xét là minh chứng, có tên anh/chị.",
    observation: "Chỉ ghi điều anh/chị tận mắt thấy khi người này làm việc.",
    override:
      "Mức đặt thay cho cách tính từ minh chứng đến hết ngày đã chọn. Chỉ dùng khi có căn cứ rõ ràng.",
  },
  level: "Người này đang làm được đến đâu?",
  levelMissing: "Chọn một mức.",
  reason: "Điều gì cho thấy như vậy?",
  reasonHint: "Ít nhất 10 chữ cái. Người được ghi đọc được nội dung này.",
  seenOn: "Ngày quan sát",
  until: "Có hiệu lực đến hết ngày",
  untilHint: "Nhiều nhất 24 tháng.",
  look: "Xem trước kết quả",
  back: "Sửa lại",
  cancel: "Đóng, không ghi",
  effectTitle: "Nếu ghi:",
  moves: (before: number, after: number) => `Mức từ ${before} thành ${after}.`,
  stays: (level: number) => `Mức không đổi: vẫn là ${level}.`,
  told: "Người này nhận được thông báo và thấy tên anh/chị.",
  yes: { appraisal: "Ghi nhận xét", observation: "Ghi quan sát", override: "Đặt mức này" },
  done: {
    appraisal: "Đã ghi nhận xét.",
    observation: "Đã ghi quan sát.",
    override: "Đã đặt mức.",
  },
  undoReason: "Hoàn tác ngay sau khi ghi.",
  undone: "Đã hoàn tác: minh chứng vừa ghi được thu hồi.",

  withdraw: "Thu hồi",
  withdrawOf: (what: string) => `Thu hồi: ${what}`,
  withdrawTitle: "Thu hồi minh chứng",
  withdrawText:
    "Minh chứng không bị xóa: vẫn hiện trong danh sách, kèm lý do thu hồi, và không còn được tính.",
  withdrawReason: "Vì sao thu hồi?",
  withdrawYes: "Thu hồi",
  withdrawn: "Đã thu hồi minh chứng.",
  withdrawEffect: "Nếu thu hồi:",

  objections: "Ý kiến của người này",
  objectionOpen: "Chờ trả lời",
  objectionAnswered: "Đã trả lời",
  saidOn: (day: string) => `Viết ngày ${day}`,
  about: (what: string) => `Về minh chứng: ${what}`,
  answer: "Trả lời",
  answerTitle: "Trả lời ý kiến",
  answerHelp:
    "Nếu ý kiến đúng, anh/chị ghi quan sát mới hoặc thu hồi minh chứng sai trước, rồi gắn vào câu trả lời.",
  answerWords: "Câu trả lời",
  answerEntry: "Việc đã làm kèm theo",
  answerNoEntry: "Không có",
  answerYes: "Gửi trả lời",
  answerDone: "Đã gửi câu trả lời.",
  answeredBy: (name: string, day: string) => `${name} trả lời ngày ${day}`,
};

export const text = catalogue(vi, () => import("./deeds-i18n.en"));
