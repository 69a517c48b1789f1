import { afterEach, expect, test } from "vitest";

afterEach(() => {
  document.documentElement.dataset.theme = "light";
  document.documentElement.dataset.text = "a";
});

/** Text on its ground, and the least contrast it needs. */
const pairs: [string, string, number][] = [
  ["--ink", "--paper", 7],
  ["--ink", "--canvas", 7],
  ["--muted", "--paper", 4.5],
  ["--muted", "--canvas", 4.5],
  ["--link", "--paper", 4.5],
  ["--link", "--canvas", 4.5],
  ["--link", "--tint", 4.5],
  ["--link-hover", "--tint", 4.5],
  ["--on-link", "--link", 4.5],
  ["--on-link", "--link-hover", 4.5],
  ["--on-head", "--head", 7],
  ["--gold", "--head", 4.5],
  ["--head-line", "--head", 3],
  ["--field", "--paper", 3],
  ["--field", "--canvas", 3],
  ["--bar", "--paper", 3],
  ["--bar", "--track", 3],
  ["--ok", "--ok-tint", 4.5],
  ["--warn", "--warn-tint", 4.5],
  ["--bad", "--bad-tint", 4.5],
  ["--info", "--info-tint", 4.5],
  ["--warn", "--paper", 4.5],
  ["--bad", "--paper", 4.5],
  ["--ink", "--track", 4.5],
  ["--on-bad-solid", "--bad-solid", 4.5],
  ["--focus", "--canvas", 3],
  ["--on-heat-0", "--heat-0", 4.5],
  ["--on-heat-1", "--heat-1", 4.5],
  ["--on-heat-2", "--heat-2", 4.5],
  ["--on-heat-3", "--heat-3", 4.5],
  ["--on-heat-4", "--heat-4", 4.5],
  ["--chart-1", "--paper", 3],
  ["--chart-2", "--paper", 3],
  ["--chart-3", "--paper", 3],
  ["--chart-4", "--paper", 3],
  ["--chart-5", "--paper", 3],
  ["--chart-6", "--paper", 3],
];

function luminance(token: string): number {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test.each(["light", "dark"])("every pair of colours is readable in the %s theme", (theme) => {
  document.documentElement.dataset.theme = theme;
  const weak = pairs
    .map(([a, b, least]) => ({ a, b, least, ratio: contrast(a, b) }))
    .filter(({ ratio, least }) => !(ratio >= least));
  expect(weak).toEqual([]);
});

test.each([
  ["a", "18px"],
  ["a1", "21px"],
  ["a2", "24px"],
])("text size %s makes the root %s", (size, px) => {
  document.documentElement.dataset.text = size;
  expect(getComputedStyle(document.documentElement).fontSize).toBe(px);
});
