import { catalogue } from "@/lib/i18n";
import type { BookingState, FlagName, HandOverSide, ItemKind, PairStep } from "./api";

const halfDays = ["sáng", "chiều"];

export const vi = {
  // Suggestion
  suggestedTitle: "Chương trình kèm cặp đề xuất",
  request: "Nhờ kèm cặp",
  requestTitle: (name: string) => `Nhờ ${name} kèm cặp`,
  requested: "Đã gửi lời nhờ.",
  refuse: "Không nhận đề xuất",
  refuseTitle: "Không nhận đề xuất kèm cặp",
  refuseHint: "Người kia và nơi lập chương trình sẽ biết lý do này.",
  refused: "Đã ghi lại lựa chọn của anh/chị.",
  waitsForLearner: "Đang chờ người học quyết định.",
  message: "Lời nhắn",
  reason: "Lý do",
  back: "Quay lại",

  // Pause
  pause: "Tạm dừng",
  pauseTitle: "Tạm dừng việc kèm cặp",
  pauseHint: "Các lịch hẹn sắp tới sẽ được hủy. Chỗ của người học vẫn được giữ.",
  paused: "Đã tạm dừng.",
  pausedSince: (day: string) => `Tạm dừng từ ngày ${day}.`,
  resume: "Tiếp tục kèm cặp",
  resumed: "Đã tiếp tục việc kèm cặp.",

  // Targets
  plan: "Mục tiêu",
  targetLine: (from: number, to: number) => `Từ mức ${from} lên mức ${to}`,
  targetNow: (level: number) => `Hiện ở mức ${level}`,
  targetReached: (day: string) => `Đã đạt ngày ${day}`,

  // Bookings
  bookings: "Lịch hẹn",
  bookingsNone: "Chưa có lịch hẹn sắp tới.",
  bookingsNoneText: "Chọn một giờ cả hai cùng rảnh để không quên buổi tiếp theo.",
  book: "Hẹn buổi mới",
  bookTitle: "Hẹn buổi kèm cặp",
  length: "Số phút",
  minutes: (count: number) => `${count} phút`,
  freeTimes: "Giờ cả hai cùng rảnh",
  freeNone: "Không còn giờ chung trong 60 ngày tới.",
  freeNoneText: "Sửa buổi rảnh trong tuần ở trang Kèm cặp, hoặc chọn thời lượng ngắn hơn.",
  otherTime: "Giờ khác",
  otherTimeLabel: "Ngày giờ bắt đầu",
  otherTimeHint: "Trong giờ làm việc: 7:30–11:30 hoặc 13:30–17:00.",
  chooseTime: "Vui lòng chọn một giờ.",
  place: "Địa điểm, cách liên lạc",
  placeHint: "Ví dụ: quầy 3, hoặc gọi điện.",
  bookYes: "Hẹn giờ này",
  bookedToast: "Đã hẹn. Người kia sẽ nhận thông báo.",
  move: "Dời",
  moveTitle: "Dời buổi kèm cặp",
  moved: "Đã dời lịch hẹn.",
  cancel: "Hủy hẹn",
  cancelTitle: "Hủy buổi kèm cặp",
  cancelled: "Đã hủy lịch hẹn.",
  logThis: "Ghi buổi này",
  toCalendar: "Thêm vào lịch",
  pastBookings: (count: number) => `Đã qua hoặc đã hủy (${count})`,
  bookingStates: { booked: "Đã hẹn", held: "Đã diễn ra", cancelled: "Đã hủy" } satisfies Record<
    BookingState,
    string
  >,
  weekdays: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
  slot: (slot: number) =>
    `${halfDays[slot % 2] ?? ""} thứ ${["hai", "ba", "tư", "năm", "sáu"][Math.floor(slot / 2)] ?? ""}`,
  usualSlot: (slot: string) => `Hai người thường gặp ${slot}.`,

  // Calendar
  calendar: "Lịch kèm cặp trên điện thoại",
  calendarText:
    "Địa chỉ riêng để ứng dụng lịch tự cập nhật lịch hẹn. Ai có địa chỉ này đều xem được, nên không chia sẻ.",
  calendarMake: "Tạo địa chỉ lịch",
  calendarAgain: "Tạo địa chỉ mới",
  calendarAgainText: "Địa chỉ cũ sẽ ngừng hoạt động.",
  calendarSince: (day: string) => `Đang dùng, tạo ngày ${day}. Địa chỉ chỉ hiện một lần lúc tạo.`,
  calendarAddress: "Địa chỉ lịch",
  calendarCopy: "Sao chép",
  calendarCopied: "Đã sao chép.",
  calendarDrop: "Thu hồi địa chỉ",
  calendarDropText: "Ứng dụng lịch đang dùng địa chỉ này sẽ không cập nhật nữa.",
  calendarDropped: "Đã thu hồi.",

  // Resources
  resources: "Tài liệu nên xem",
  resourcesNone: "Chưa có tài liệu nào được chia sẻ.",
  share: "Chia sẻ tài liệu",
  shareTitle: "Chia sẻ khóa học, bài học, thủ tục",
  findItem: "Tìm theo tên",
  chooseItem: "Vui lòng chọn một tài liệu trong danh sách.",
  note: "Ghi chú",
  noteHint: "Ví dụ: đọc trước buổi tới.",
  shared: "Đã chia sẻ.",
  unshare: "Gỡ",
  unshareTitle: "Gỡ tài liệu này?",
  unshareText: "Người kia cũng không thấy nữa. Có thể chia sẻ lại.",
  unshared: "Đã gỡ.",
  gone: "Nội dung không còn",
  kinds: {
    course: "Khóa học",
    lesson: "Bài học",
    procedure: "Thủ tục",
    dossier: "Hồ sơ thực hành",
    quiz: "Bài kiểm tra",
  } satisfies Record<ItemKind, string>,

  // Calls
  calls: "Câu hỏi của người học",
  callsMine: "Câu hỏi tôi đã gửi",
  at: (place: string) => `Chỗ đang vướng: ${place}`,
  noMessage: "Người học đang cần giúp ở đây.",
  answer: "Trả lời",
  answerTitle: "Trả lời người học",
  answerLabel: "Câu trả lời",
  answered: "Đã trả lời.",
  notAnswered: "Chờ trả lời",

  // Hand-over
  handOver: "Chuyển người kèm cặp",
  handOverTitle: "Chuyển việc kèm cặp cho người khác",
  handOverText: "Mục tiêu, tài liệu và các buổi chờ xác nhận được giữ. Người mới phải nhận lời.",
  successor: "Người tiếp nhận",
  successorOption: (name: string, unit: string, level: number) => `${name}, ${unit} (mức ${level})`,
  successorsNone: "Chưa có người phù hợp còn chỗ ở gần.",
  successorsNoneText: "Thử lại khi có người mở nhận kèm cặp, hoặc tạm dừng việc này.",
  handOverYes: "Gửi đề nghị",
  handOverSent: "Đã gửi. Người được nhờ sẽ trả lời.",
  handOverWaits: (name: string) => `Đang chờ ${name} nhận việc kèm cặp này.`,
  withdraw: "Rút đề nghị",
  withdrawn: "Đã rút đề nghị.",
  handOversToMe: "Được nhờ tiếp nhận kèm cặp",
  handOverLine: (mentor: string) => `Thay ${mentor}`,
  handOverSides: {
    mentor: "Người kèm cặp đề nghị",
    learner: "Người học đề nghị",
    department: "Đơn vị đề nghị",
  } satisfies Record<HandOverSide, string>,
  takeOver: "Nhận",
  takenOver: (name: string) => `Anh/chị đã nhận kèm cặp ${name}.`,
  notTaken: "Từ chối",
  notTakenTitle: "Từ chối tiếp nhận",
  notTakenToast: "Đã gửi câu trả lời.",
  earlier: "Các buổi với người kèm cặp trước",
  with: (name: string) => `với ${name}`,

  // Feedback
  feedbackTitle: { midway: "Việc kèm cặp đang thế nào?", end: "Việc kèm cặp đã giúp được gì?" },
  feedbackText:
    "Ba câu hỏi ngắn. Người kia không xem được điểm và góp ý; đơn vị chỉ xem số liệu chung khi có từ 5 người trả lời.",
  questions: {
    learner: [
      "Người kèm cặp sắp xếp được thời gian cho tôi",
      "Hướng dẫn sát việc tôi đang làm",
      "Tôi tự làm được nhiều hơn trước",
    ],
    mentor: [
      "Người học chuẩn bị và tham gia đầy đủ",
      "Việc kèm cặp vừa với thời gian của tôi",
      "Người học tiến bộ rõ",
    ],
  },
  marks: ["Chưa đúng", "Đúng một phần", "Phần lớn đúng", "Hoàn toàn đúng"],
  answersLate: "Vui lòng trả lời đủ ba câu hỏi.",
  remark: "Góp ý cho đơn vị",
  remarkHint: "Không kèm tên. Người kia không xem được.",
  thanks: "Lời nhắn cho người kia",
  thanksHint: "Người kia sẽ đọc lời nhắn này.",
  feedbackYes: "Gửi góp ý",
  feedbackSent: "Đã gửi góp ý. Xin cảm ơn.",
  thanksFrom: (name: string) => `Lời nhắn của ${name}`,

  // Flags and history
  flags: {
    quiet: "Đã 21 ngày chưa có buổi kèm cặp nào. Nên hẹn buổi mới, tạm dừng hoặc kết thúc.",
    unbooked: "Chưa có lịch hẹn tiếp theo.",
    long_pause: "Đã tạm dừng quá 30 ngày. Nên tiếp tục, chuyển người khác hoặc kết thúc.",
  } satisfies Record<FlagName, string>,
  history: "Diễn biến",
  steps: {
    suggested: "Được đề xuất",
    requested: "Đã nhờ",
    active: "Đang kèm cặp",
    paused: "Tạm dừng",
    declined: "Không nhận",
    expired: "Quá hạn trả lời",
    completed: "Hoàn thành",
    ended: "Kết thúc",
  } satisfies Record<PairStep["state"], string>,
  stepBy: (name: string) => `bởi ${name}`,

  // Draft of a log
  draftKept: "Nội dung đang ghi được giữ trên máy này cho đến khi gửi xong.",
  draftBack: "Đã mở lại nội dung ghi dở.",
  draftDrop: "Bỏ nội dung ghi dở",
  fromBooking: (time: string) => `Ghi cho lịch hẹn ${time}.`,

  // Department
  watchTitle: "Theo dõi kèm cặp",
  watchSubtitle: "Các cặp cần nhắc và ý kiến chung của hai bên.",
  watchFind: "Tìm theo tên người",
  watchShow: "Hiện",
  watchAll: "Tất cả",
  watchFlags: {
    quiet: "21 ngày chưa gặp",
    unbooked: "Chưa hẹn tiếp",
    long_pause: "Tạm dừng lâu",
  } satisfies Record<FlagName, string>,
  watchNone: "Không có cặp nào cần nhắc.",
  watchNoneText: "Mọi cặp đang kèm cặp đều có buổi gần đây hoặc lịch hẹn sắp tới.",
  watchNoneFound: "Không tìm thấy cặp nào.",
  watchNoneFoundText: "Thử tên khác hoặc bỏ bộ lọc.",
  watchCaption: "Các cặp cần nhắc",
  columns: {
    learner: "Người học",
    mentor: "Người kèm cặp",
    competency: "Năng lực",
    flag: "Việc cần xem",
    last: "Buổi gần nhất",
    deed: "Việc làm",
  },
  since: (day: string) => `từ ${day}`,
  never: "Chưa có",
  voices: "Ý kiến chung trong 12 tháng",
  voicesOf: { learner: "Người học", mentor: "Người kèm cặp" },
  answers: (count: number) => `${count} lượt trả lời`,
  tooFew: (count: number, fewest: number) =>
    `Mới có ${count} lượt trả lời. Số liệu hiện khi có từ ${fewest} lượt, để không đoán được ý kiến của một người.`,
  voiceRow: "Câu hỏi",
  remarks: "Góp ý, không kèm tên",
};

export const life = catalogue(vi, () => import("./life-i18n.en"));
