import { catalogue } from "@/lib/i18n";

export const vi = {
  "client.offline": "Chưa nối được tới máy chủ. Anh/chị kiểm tra mạng rồi bấm Thử lại.",
  "client.timeout": "Máy chủ trả lời quá chậm. Anh/chị chờ một lát rồi bấm Thử lại.",
  "client.unreadable": "Máy chủ trả lời không đúng dạng. Anh/chị thử lại sau.",
  signedOut: "Phiên làm việc đã hết. Anh/chị đăng nhập lại để làm tiếp.",
  forbidden: "Anh/chị không có quyền làm việc này.",
  notFound: "Không tìm thấy nội dung này.",
  conflict: "Nội dung vừa được người khác thay đổi. Anh/chị tải lại rồi thử lần nữa.",
  invalid: "Có thông tin chưa đúng. Anh/chị xem lại các ô được đánh dấu.",
  tooMany: "Có quá nhiều lần thử. Anh/chị chờ một phút rồi thử lại.",
  tooLarge: "Tệp quá lớn.",
  server: "Máy chủ gặp lỗi. Những gì đã lưu vẫn còn nguyên. Anh/chị thử lại sau ít phút.",
  unexpected: "Có lỗi ngoài dự kiến. Anh/chị tải lại trang rồi thử lại.",
};

export const text = catalogue(vi, () => import("./i18n.en"));
