import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The ministry's form of the staff list, with fictional people. */
export const staffListPath = fileURLToPath(
  new URL("../../app/staff/testdata/staff-list.xlsx", import.meta.url),
);

export const staffList = {
  name: "staff-list.xlsx",
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer: readFileSync(staffListPath),
};
