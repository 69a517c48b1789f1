import { locale } from "./i18n";

const zone = "Asia/Ho_Chi_Minh";
const dayOnly = /^(\d{4})-(\d{2})-(\d{2})$/;

const day = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  timeZone: zone,
});
const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: zone,
});

const words = {
  vi: { hour: "giờ", minute: "phút", dong: "đồng", at: "lúc" },
  en: { hour: "h", minute: "min", dong: "VND", at: "at" },
};

const plain = (value: number, digits = 1) =>
  value.toLocaleString(locale() === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: digits });

/** What people read: dates dd/MM/yyyy in Vietnam's time, 24 h, 1.234,5 in Vietnamese and 1,234.5 in English. */
export const fmt = {
  /** A calendar day ("2027-01-31") or an instant. */
  date(iso: string): string {
    const parts = dayOnly.exec(iso);
    return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : day.format(new Date(iso));
  },
  time: (iso: string): string => clock.format(new Date(iso)),
  dateTime: (iso: string): string => `${fmt.time(iso)} ${fmt.date(iso)}`,
  number: plain,
  /** Basis points (0…10000) as a percentage. */
  percent: (points: number): string => `${plain(points / 100, 0)}%`,
  /** Whole đồng. */
  money: (dong: number): string => `${plain(dong, 0)} ${words[locale()].dong}`,
  /** A duration in minutes: "1 giờ 35 phút". */
  minutes(total: number): string {
    const { hour, minute } = words[locale()];
    const whole = Math.round(total);
    const hours = Math.floor(whole / 60);
    const rest = whole % 60;
    if (hours === 0) return `${rest} ${minute}`;
    return rest === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${rest} ${minute}`;
  },
  bytes(size: number): string {
    return size < 1024 * 1024 ? `${plain(size / 1024, 0)} KB` : `${plain(size / 1024 / 1024)} MB`;
  },
};
