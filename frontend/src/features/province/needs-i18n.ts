import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Thủ tục cần năng lực gì",
  hint: "Mỗi thủ tục cần một số năng lực ở mức nhất định. Bản dự thảo lấy từ vị trí của các bước; Sở Nội vụ xem lại và quyết định.",
  find: "Tìm thủ tục theo tên, mã hoặc lĩnh vực",
  field: "Lĩnh vực",
  allFields: "Tất cả lĩnh vực",
  origin: "Tình trạng",
  origins: { "": "Tất cả", draft: "Còn dự thảo", decided: "Đã quyết định", none: "Chưa rõ cần gì" },
  none: "Không có thủ tục nào phù hợp",
  noneText: "Anh/chị gõ ít chữ hơn hoặc bỏ bớt bộ lọc.",
  clear: "Bỏ hết bộ lọc",
  procedure: "Thủ tục",
  needs: "Năng lực cần có",
  needsCount: (count: number) => `${count} năng lực`,
  drafts: (count: number) => `${count} dự thảo`,
  allDecided: "Đã quyết định",
  unknown: "Chưa rõ",
  communes: "Xã, phường: chưa ai / chỉ một người",

  toList: "Tất cả thủ tục",
  toFragile: "Điểm dễ đứt của đơn vị",
  codeField: (code: string, field: string) => [code, field].filter(Boolean).join(" · "),
  steps: "Xem các bước của thủ tục",
  edit: "Sửa năng lực cần có",
  readOnly: "Cán bộ Sở Nội vụ quyết định phần này; anh/chị xem được.",
  needsNone: "Chưa rõ thủ tục này cần gì",
  needsNoneText: "Không vị trí nào trong các bước yêu cầu riêng một năng lực từ mức 3 trở lên.",
  competency: "Năng lực",
  level: "Mức cần",
  levelOf: (level: number) => `Mức ${level}`,
  originOf: "Do đâu",
  draft: "Dự thảo",
  decidedBy: (by: string, day: string) => (by ? `${by} quyết định ngày ${day}` : `Đã quyết định ngày ${day}`),
  fresh: "Mới sửa, chưa lưu",
  why: "Vị trí nào của các bước yêu cầu",
  ask: (position: string, level: number) => `${position}: mức ${level}`,
  lower: (count: number) => `và ${count} vị trí yêu cầu thấp hơn`,
  noAsk: "Không vị trí nào trong các bước yêu cầu năng lực này.",
  draftHint:
    "Dự thảo chọn, ở mỗi vị trí làm các bước (trừ lãnh đạo), hai năng lực riêng nhất: yêu cầu từ mức 3 và ít vị trí khác yêu cầu.",

  confirmDraft: "Tôi xác nhận mức này",
  remove: "Bỏ năng lực",
  removeOf: (name: string) => `Bỏ năng lực: ${name}`,
  add: "Thêm năng lực",
  choose: "Chọn năng lực",
  addButton: "Thêm vào danh sách",
  asked: "Vị trí của các bước yêu cầu",
  others: "Năng lực khác",
  mostNeeds: "Đã đủ 20 năng lực. Anh/chị bỏ bớt một năng lực trước khi thêm.",
  needOne: "Thủ tục cần ít nhất một năng lực. Anh/chị thêm một năng lực rồi lưu.",
  save: "Lưu",
  cancel: "Hủy sửa",
  lookAgain: "Xem lại",
  unchanged: "Chưa có gì thay đổi.",
  saveTitle: "Lưu năng lực cần có của thủ tục?",
  changes: (added: number, removed: number, moved: number, confirmed: number) =>
    `${[
      added && `thêm ${added} năng lực`,
      removed && `bỏ ${removed} năng lực`,
      moved && `đổi mức ${moved} năng lực`,
      confirmed && `xác nhận ${confirmed} dự thảo`,
    ]
      .filter(Boolean)
      .join(", ")
      .replace(/^./, (first) => first.toUpperCase())}.`,
  effect: (noneBefore: string, noneAfter: string, oneBefore: string, oneAfter: string) =>
    `Xã, phường chưa ai làm được: ${noneBefore} → ${noneAfter}; chỉ một người: ${oneBefore} → ${oneAfter}.`,
  effectIf: (effect: string) => `Nếu lưu: ${effect.replace(/^./, (first) => first.toLowerCase())}`,
  saved: "Đã lưu. Điểm dễ đứt từ nay tính theo bản này.",
  conflict: "Người khác vừa sửa thủ tục này. Bản anh/chị đang sửa chưa được lưu.",
  reload: "Bỏ bản đang sửa, xem bản mới",
  reset: "Lập lại dự thảo",
  resetTitle: "Lập lại dự thảo từ các bước?",
  resetText:
    "Mọi mức đã quyết định của thủ tục này bị bỏ. Dự thảo được lập lại từ yêu cầu hiện nay của các vị trí trong các bước.",
  resetDone: "Đã lập lại dự thảo.",

  reach: "Ai làm được hôm nay",
  reachHint:
    "Một xã, phường làm được thủ tục với số người đạt năng lực ít người nhất mà thủ tục cần. Chỉ đếm người đang công tác.",
  reachNone: "Chưa đếm được",
  reachNoneText: "Khi biết thủ tục cần năng lực gì, số người làm được ở từng xã, phường hiện ở đây.",
  reachOutside: "Không có xã, phường trọn vẹn trong phạm vi anh/chị phụ trách.",
  now: (none: string, one: string, more: string) =>
    `Hôm nay: ${none} xã, phường chưa ai làm được, ${one} chỉ có một người, ${more} có từ hai người.`,
  ifSaved: (none: string, one: string, more: string) =>
    `Nếu lưu: ${none} xã, phường chưa ai làm được, ${one} chỉ có một người, ${more} có từ hai người.`,
  counting: "Đang đếm lại…",
  show: "Hiện xã, phường",
  shows: { few: "Chưa ai hoặc một người", changed: "Thay đổi nếu lưu", all: "Tất cả" },
  findCommune: "Tìm xã, phường",
  commune: "Xã, phường",
  canNow: "Làm được",
  canThen: "Nếu lưu",
  scarcest: "Năng lực ít người nhất",
  scarce: (name: string, level: number, able: string) => `${name}, mức ${level}: ${able} người`,
  noCommune: "Không có xã, phường nào trong mục này",
  noCommuneText: "Anh/chị chọn mục khác để xem các xã, phường còn lại.",
};

export const text = catalogue(vi, () => import("./needs-i18n.en"));
