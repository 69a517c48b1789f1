import { fileURLToPath } from "node:url";
import type { Alias } from "vite";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Code is written for React 19 and shipped on Preact: drop the first six to go back. */
export const alias: Alias[] = [
  { find: /^react$/, replacement: "preact/compat" },
  { find: /^react-dom$/, replacement: "preact/compat" },
  { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
  { find: /^react\/jsx-runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react\/jsx-dev-runtime$/, replacement: "preact/jsx-runtime" },
  // wouter carries a copy for React 16; the runtime has its own.
  { find: /^use-sync-external-store\/shim\/index\.js$/, replacement: "preact/compat" },
  { find: "@server-lang", replacement: here("../app/lang") },
  { find: "@", replacement: here("src") },
];

export default defineConfig({
  resolve: { alias },
  build: {
    manifest: true,
    // The policy allows scripts, styles and fonts from our own origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Every page's list of scripts would be in the first script of all; a page's own imports bring them as well.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "html" ? files : files.filter((file) => file.endsWith(".css")),
    },
    sourcemap: false,
    rolldownOptions: {
      // The first script names every page's: short names, which the manifest explains.
      output: { chunkFileNames: "assets/[hash:7].js", assetFileNames: "assets/[hash:7][extname]" },
      // "use client" means nothing here, and libraries say it in every file.
      checks: { moduleLevelDirective: false },
    },
  },
  server: {
    proxy: { "/api": process.env.CAMTAY_API ?? "http://127.0.0.1:8080" },
    fs: { allow: [".."] },
  },
});
