import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { killAll } from "./program";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Brings a program and a folder for data, which CAMTAY_E2E_PROGRAM and CAMTAY_E2E_DATA may name, and
 * answers what ends and removes everything afterwards.
 */
export default function setup(): () => void {
  const own = mkdtempSync(join(tmpdir(), "camtay-e2e-"));
  chmodSync(own, 0o755);
  process.env.CAMTAY_E2E_PROGRAM ??= build(own);
  const data = resolve((process.env.CAMTAY_E2E_DATA ??= join(own, "data")));
  process.env.CAMTAY_E2E_DATA = data;
  mkdirSync(data, { recursive: true, mode: 0o755 });
  passable(dirname(data));
  return () => {
    for (const folder of readdirSync(data)) killAll(join(data, folder));
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** A folder made by mktemp is closed to the account under which root's database runs. */
function passable(folder: string): void {
  const { mode, uid } = statSync(folder);
  if (process.getuid?.() === 0 && uid === 0) chmodSync(folder, (mode & 0o7777) | 0o055);
}

function build(folder: string): string {
  const program = join(folder, "camtay");
  const run = (command: string, args: string[], cwd: string) =>
    execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  run("npm", ["run", "--silent", "build"], join(root, "frontend"));
  run("go", ["build", "-o", program, "./cmd/camtay"], root);
  return program;
}
