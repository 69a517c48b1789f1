import { catalogue } from "@/lib/i18n";

export const vi = {
  tabs: "Phần của đợt rà soát",
  unitsTab: "Các đơn vị",
  joinedTab: (count: string) => (count ? `Người mới đến (${count})` : "Người mới đến"),
  unledTab: (count: string) => (count ? `Chưa có người đánh giá (${count})` : "Chưa có người đánh giá"),

  launching: "Đang mở đợt",
  launchingText:
    "Hệ thống đang lập danh sách cho từng đơn vị. Chưa ai được hỏi; mọi người nhận thông báo khi lập xong. Anh/chị có thể làm việc khác.",
  launchingBar: (made: string, all: string) => `Đã lập ${made} trên ${all} đơn vị`,
  callOff: "Hủy mở đợt",
  callOffTitle: "Hủy mở đợt rà soát?",
  callOffText: "Phần đã lập được xóa hết, chưa ai nhận thông báo nào.",
  calledOff: "Đang hủy đợt rà soát.",
  cancelling: "Đợt này đang được hủy.",
  keep: "Để mở tiếp",

  search: "Tìm theo tên hoặc mã",
  name: "Họ và tên",
  unit: "Đơn vị",
  items: "Số năng lực",
  deeds: "Việc",

  joined: "Người mới đến từ lúc mở đợt",
  joinedText: "Những người này thuộc diện rà soát nhưng đến sau khi mở đợt, nên chưa được hỏi.",
  addAll: "Thêm tất cả vào đợt",
  add: "Thêm vào đợt",
  addWho: (name: string) => `Thêm ${name} vào đợt`,
  added: (count: string) => `Đã thêm ${count} người và gửi thông báo.`,
  addedNobody: "Không thêm được ai: đơn vị của họ đã chốt.",
  unitClosed: "Đơn vị đã chốt; mở lại mới thêm được.",
  joinedNone: "Không có ai mới đến",
  joinedNoneText: "Ai đến các đơn vị của đợt sau này sẽ hiện ở đây để anh/chị thêm vào.",

  unled: "Chưa có người đánh giá",
  unledText:
    "Không lãnh đạo nào phụ trách những người này, thường là người đứng đầu đơn vị. Anh/chị giao một người đánh giá họ.",
  unledNone: "Ai cũng có người đánh giá",
  unledNoneText: "Người không có lãnh đạo phụ trách sẽ hiện ở đây để anh/chị giao người đánh giá.",
  appraiser: "Người đánh giá",
  noAppraiser: "Chưa có",
  progress: "Đã đánh giá",
  of: (done: string, all: string) => `${done} trên ${all}`,
  choose: "Giao người đánh giá",
  change: "Đổi người",
  chooseFor: (name: string) => `Giao người đánh giá ${name}`,
  changeFor: (name: string) => `Đổi người đánh giá ${name}`,
  chooseLabel: "Người đánh giá",
  chooseHint: "Lãnh đạo đơn vị hoặc công chức Sở Nội vụ, không dưới quyền người được đánh giá.",
  give: "Giao đánh giá",
  keepLater: "Quay lại",
  given: (name: string) => `Đã giao và báo cho ${name}.`,
  finished: "Đơn vị đã chốt",
  noMatch: "Không tìm thấy ai như vậy",
  noMatchText: "Anh/chị thử tìm bằng từ khác.",

  toAppraise: "Người anh/chị được giao đánh giá",
  toAppraiseLine: (unit: string, done: string, all: string, day: string) =>
    `${unit}: đã đánh giá ${done} trên ${all} năng lực, hạn ${day}`,
  appraise: (name: string) => `Đánh giá ${name}`,

  excused: (day: string) => `Thôi công tác từ ${day}, không phải đánh giá`,
  appraisedBy: (name: string) => `${name} được giao đánh giá`,
};

export const text = catalogue(vi, () => import("./people-i18n.en"));
