// Fails when what a learner's first visit loads has grown beyond its budget (KB of 1024 bytes, gzip 9).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const read = (file) => readFileSync(new URL(file, dist));
const kb = (files, size) => [...files].reduce((sum, file) => sum + size(read(file)), 0) / 1024;
const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

function reach(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) reach(next, seen);
  return seen;
}
const chunks = (keys) => new Set(keys.map((key) => manifest[key].file));

const shell = reach("index.html");
const home = new Set([...shell, ...reach("src/app/pages/home.tsx")]);
const styles = new Set([...home].flatMap((key) => manifest[key].css ?? []));
const fonts = Object.values(manifest)
  .map((entry) => entry.file)
  .filter((file) => file.endsWith(".woff2"));
const fontFiles = new Set(
  [...fonts, ...[...home].flatMap((key) => manifest[key].assets ?? [])].filter((file) =>
    file.endsWith(".woff2"),
  ),
);

const rows = [
  ["JavaScript of the learner's home", kb(chunks([...home]), zipped), 45],
  ["styles", kb(styles, zipped), 10],
  ["fonts", kb(fontFiles, (bytes) => bytes.length), 52],
  ["index.html", kb(["index.html"], zipped), 8],
];
for (const key of Object.keys(manifest)) {
  if (!/^src\/(features|app\/pages)\/.*\.tsx$/.test(key) || !manifest[key].isDynamicEntry) continue;
  const own = [...reach(key)].filter((other) => !shell.has(other));
  rows.push([key, kb(chunks(own), zipped), 60]);
}

let over = false;
for (const [name, size, limit] of rows) {
  const ok = size <= limit;
  over ||= !ok;
  console.log(`${ok ? "ok  " : "OVER"} ${size.toFixed(1).padStart(6)} of ${limit} KB  ${name}`);
}
if (fontFiles.size === 0) throw new Error("no fonts found in the manifest");
process.exit(over ? 1 : 0);
