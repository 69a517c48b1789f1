// Writes src/ui/fonts/*.woff2 from the published font, cut down to the letters of Vietnamese and English.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const source = new URL("./node_modules/@fontsource/be-vietnam-pro/", import.meta.url);
const target = new URL("../../src/ui/fonts/", import.meta.url);

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");

const letters = {
  latin: range(0x20, 0x7e) + "\u00a0«»°±·×÷ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý–—‘’“”•…€←→↑↓−≤≥",
  vietnamese: "ĂăĐđĨĩŨũƠơƯư" + range(0x1ea0, 0x1ef9) + "₫",
};

await mkdir(target, { recursive: true });
for (const [name, text] of Object.entries(letters)) {
  for (const weight of [400, 700]) {
    const font = await readFile(new URL(`files/be-vietnam-pro-${name}-${weight}-normal.woff2`, source));
    const subset = await subsetFont(font, text, { targetFormat: "woff2" });
    await writeFile(new URL(`be-vietnam-pro-${name}-${weight}.woff2`, target), subset);
    console.log(name, weight, subset.length);
  }
}
await writeFile(new URL("LICENSE.txt", target), await readFile(new URL("LICENSE", source)));
