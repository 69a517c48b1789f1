import { expect, test } from "vitest";

const sources = import.meta.glob<string>("./**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The floor of a file: what it may import from. Features are whatever folders there are. */
const allowed: Record<string, string[]> = {
  lib: ["lib"],
  api: ["api", "lib"],
  ui: ["ui", "api", "lib"],
  features: ["ui", "api", "lib"],
  app: ["app", "features", "ui", "api", "lib"],
  testing: ["ui", "api", "lib", "testing"],
};

const parts = (path: string) => path.split("/");

/** Resolves an import to a path below src, or undefined for a package. */
function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return undefined;
  return decodeURI(new URL(specifier, `http://src/${file}`).pathname.slice(1));
}

function offences(file: string, text: string): string[] {
  const imports = [...text.matchAll(/(?:from|import|import\()\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  const [floor = "", room] = parts(file);
  const may = [...(allowed[floor] ?? []), ...(/\.test\.tsx?$/.test(file) ? ["testing"] : [])];
  return imports.flatMap((specifier) => {
    const target = resolve(file, specifier);
    if (!target) return [];
    const [goal = "", goalRoom] = parts(target);
    const own = floor === "features" && goal === "features" && room === goalRoom;
    return own || may.includes(goal) ? [] : [`${file} imports ${target}`];
  });
}

test("floors import lower floors only, and features never each other", () => {
  const found = Object.entries(sources)
    .map(([file, text]) => [file.replace("./", ""), text] as const)
    .filter(([file]) => file.includes("/"))
    .flatMap(([file, text]) => offences(file, text));
  expect(found).toEqual([]);
});

test("the check sees a planted import", () => {
  expect(offences("features/quiz/pages/a.tsx", 'import { x } from "@/features/lesson/x";')).toEqual([
    "features/quiz/pages/a.tsx imports features/lesson/x",
  ]);
  expect(offences("features/quiz/pages/a.tsx", 'import { x } from "../../lesson/x";')).toHaveLength(1);
  expect(offences("lib/a.ts", 'const m = await import("@/api/client");')).toHaveLength(1);
  expect(offences("features/quiz/pages/a.tsx", 'import { x } from "../i18n";')).toEqual([]);
});
