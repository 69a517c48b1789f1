import { adopt } from "@/api/http";
import type { Me, Role } from "@/api/me";

export const unit = { id: "u1", code: "U1", name: "Phường Hoa Lư", kind: "PHUONG" };
export const competency = {
  id: "c1",
  code: "KS",
  name_vi: "Chữ ký số",
  name_en: "Digital signature",
  group_vi: "Số",
};

export const signInAs = (staff_id: string, ...roles: Role[]) => {
  const me: Me = {
    account_id: "a1",
    staff_id,
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    posts: [],
    roles: roles.map((role) => ({ role, unit })),
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t", expires_in: 600, me });
};
