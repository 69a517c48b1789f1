import { fmt } from "@/lib/fmt";
import type { text } from "./i18n";
import type { Deadline, Fee } from "./rules";

type Words = typeof text.vi;

/** "3 ngày làm việc". */
export const deadlineWords = ({ value, rule }: Deadline, t: Words): string => t.days[rule](fmt.number(value));

/** "2.000 đồng/trang"; free, or set by the province, in words. */
export function feeWords({ amount, unit }: Fee, t: Words): string {
  if (amount === null) return t.feeByRule;
  if (amount === 0) return t.free;
  const per = unit && (t.feeUnits[unit] ?? unit);
  return per ? t.per(fmt.money(amount), per) : fmt.money(amount);
}
