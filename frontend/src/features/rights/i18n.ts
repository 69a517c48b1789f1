import { catalogue } from "@/lib/i18n";

export const vi = {
  title: "Dữ liệu của tôi",
  subtitle: "Hệ thống đang giữ gì về anh/chị, ai đã xem, và anh/chị có quyền gì.",

  readers: "Ai đã xem hồ sơ năng lực của tôi",
  readersText: "Mỗi dòng là một người, một việc trong một ngày. Việc anh/chị tự xem không được kể.",
  readersNone: "Chưa có ai xem",
  readersNoneText:
    "Khi lãnh đạo hoặc Sở Nội vụ mở năng lực của anh/chị, tên người xem và ngày giờ hiện ở đây.",
  reader: "Người xem",
  what: "Đã xem",
  when: "Lúc",
  unknownReader: "Tài khoản không còn",
  at: (position: string, unit: string) => [position, unit].filter(Boolean).join(", "),
  times: (count: number) => `${count} lần trong ngày, lần cuối`,
  deeds: {
    "evidence.read": "Minh chứng và mức năng lực",
    "gaps.read": "Năng lực so với yêu cầu vị trí",
    "evidence.list_read": "Danh sách người cần học một thay đổi, có anh/chị",
    "gaps.list_read": "Danh sách năng lực của đơn vị, có anh/chị",
    "gaps.fragile_read": "Điểm dễ đứt của xã, phường, có tên anh/chị",
    "classes.candidates_read": "Danh sách chọn người cử đi học, có anh/chị",
    "plans.read": "Kế hoạch phát triển năng lực",
    "reviews.read": "Phiếu rà soát năng lực",
    "reviews.list_read": "Danh sách của đợt rà soát, có anh/chị",
    "reviews.workbook_download": "Bảng Excel kết quả rà soát, có anh/chị",
    "portfolio.read": "Văn bằng, chứng chỉ đã nộp",
    "portfolio.download": "Tệp đính kèm đã nộp",
  } as Record<string, string>,
  otherDeed: "Hồ sơ năng lực",

  take: "Lấy toàn bộ dữ liệu của tôi",
  takeText:
    "Một tệp ZIP gồm bảng tính để đọc, các tệp JSON để máy đọc và mọi tệp anh/chị đã đính kèm. Không có mật khẩu.",
  takeCare: "Tệp chứa thông tin cá nhân: không lưu trên máy dùng chung, không gửi qua mạng xã hội.",
  takeButton: "Tải về",
  takeBusy: "Đang gom dữ liệu. Anh/chị chờ ít giây, có thể làm việc khác trong lúc chờ.",
  takeDone: "Đã tải về.",
  fileName: "ho-so-cua-toi.zip",

  held: "Hệ thống giữ gì, để làm gì, ai được xem",
  room: "Dữ liệu",
  rows: "Số bản ghi",
  why: "Để làm gì",
  who: "Ai được xem",
  rooms: {
    staff: {
      what: "Hồ sơ công chức, vị trí công tác",
      why: "Biết vị trí nào yêu cầu năng lực gì",
      who: "Anh/chị, lãnh đạo đơn vị, Sở Nội vụ, quản trị",
    },
    auth: {
      what: "Tài khoản, vai trò, phiên đăng nhập",
      why: "Đăng nhập an toàn",
      who: "Anh/chị, quản trị",
    },
    evidence: {
      what: "Minh chứng, mức năng lực, ý kiến",
      why: "Xác định mức và khoảng thiếu",
      who: "Anh/chị, lãnh đạo đơn vị, Sở Nội vụ",
    },
    gaps: {
      what: "Lĩnh vực được giao phụ trách",
      why: "Rõ người phụ trách, không chồng chéo",
      who: "Anh/chị, lãnh đạo đơn vị, Sở Nội vụ",
    },
    learn: {
      what: "Khóa học, bài đã học",
      why: "Học tiếp từ chỗ dừng",
      who: "Anh/chị",
    },
    assess: {
      what: "Bài kiểm tra, câu trả lời",
      why: "Chấm điểm, ghi minh chứng",
      who: "Câu trả lời: chỉ anh/chị. Kết quả: như minh chứng",
    },
    classes: {
      what: "Cử đi học, điểm danh",
      why: "Tổ chức lớp bồi dưỡng",
      who: "Anh/chị, lãnh đạo đơn vị, giảng viên của lớp, Sở Nội vụ",
    },
    mentoring: {
      what: "Kèm cặp",
      why: "Ghép người kèm, xác nhận buổi kèm",
      who: "Hai người trong cặp. Đồng nghiệp khác chỉ thấy ai nhận kèm cặp",
    },
    portfolio: {
      what: "Văn bằng, chứng chỉ, kinh nghiệm đã nộp",
      why: "Ghi nhận điều đã học trước đây",
      who: "Anh/chị; sau khi nộp: lãnh đạo đơn vị, Sở Nội vụ",
    },
    plans: {
      what: "Kế hoạch phát triển năng lực",
      why: "Thống nhất việc học với lãnh đạo",
      who: "Anh/chị, lãnh đạo đơn vị, Sở Nội vụ",
    },
    reviews: {
      what: "Đợt rà soát năng lực",
      why: "Rà soát đội ngũ, lập kế hoạch bồi dưỡng",
      who: "Anh/chị, lãnh đạo đơn vị, Sở Nội vụ",
    },
    notify: { what: "Thông báo đã gửi", why: "Báo việc liên quan đến anh/chị", who: "Anh/chị" },
    audit: {
      what: "Nhật ký",
      why: "Biết ai đã làm gì, ai đã xem gì",
      who: "Quản trị; phần xem hồ sơ của anh/chị: anh/chị",
    },
  } as Record<string, { what: string; why: string; who: string }>,
  peers: "Đồng nghiệp không có vai trò lãnh đạo không xem được mức, minh chứng hay khoảng thiếu của anh/chị.",

  keeping: "Giữ trong bao lâu",
  wrong: "Thấy chưa đúng thì làm gì",
  wrongLevel: "Mức hoặc minh chứng chưa đúng: mở năng lực đó và bấm “Tôi thấy chưa đúng”.",
  toCompetencies: "Mở năng lực của tôi",
  wrongRecord: "Hồ sơ công chức chưa đúng: báo cán bộ phụ trách nhân sự của đơn vị.",
  complain: (days: number) =>
    `Đề nghị cung cấp, sửa, xóa hoặc khiếu nại về dữ liệu cá nhân được phản hồi lần đầu trong ${days} ngày làm việc.`,
  contact: "Nơi nhận",
  law: "Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.",

  edit: "Sửa nội dung này",
  editTitle: "Nơi nhận khiếu nại và thời hạn giữ",
  days: "Phản hồi lần đầu trong (ngày làm việc)",
  save: "Lưu",
  cancel: "Đóng, không lưu",
  saved: "Đã lưu.",
};

export const text = catalogue(vi, () => import("./i18n.en"));
