import { catalogue } from "@/lib/i18n";

export const vi = {
  level: (level: number) => `Mức ${level}`,
  none: "Mức 0: chưa thể hiện",
};

export const text = catalogue(vi, () => import("./level-choices-i18n.en"));
