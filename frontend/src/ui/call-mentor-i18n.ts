import { catalogue } from "@/lib/i18n";

export const vi = {
  call: "Hỏi người kèm cặp",
  title: "Hỏi người kèm cặp",
  text: (name: string) => `${name} sẽ nhận thông báo, kèm chỗ anh/chị đang xem.`,
  whom: "Người kèm cặp",
  option: (name: string, competency: string) => `${name}, ${competency}`,
  message: "Điều đang vướng",
  hint: "Ví dụ: chưa rõ cần giấy tờ nào ở bước này.",
  send: "Gửi câu hỏi",
  back: "Quay lại",
  sent: (name: string) => `Đã gửi câu hỏi đến ${name}.`,
};

export const text = catalogue(vi, () => import("./call-mentor-i18n.en"));
