import { existsSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";
import { chromiumFlags, systemChromium } from "./tools/chromium.mjs";

const executablePath = systemChromium(existsSync);

export default mergeConfig(
  base,
  defineConfig({
    test: {
      include: ["src/**/*.test.{ts,tsx}"],
      testTimeout: 10_000,
      expect: { poll: { timeout: 4_000 } },
      setupFiles: ["src/testing/setup.ts"],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
          contextOptions: { locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" },
        }),
        instances: [{ browser: "chromium", viewport: { width: 1366, height: 768 } }],
      },
    },
    optimizeDeps: {
      include: [
        "preact/compat",
        "preact/compat/client",
        "preact/jsx-runtime",
        "lucide-react",
        "wouter",
        "@tanstack/react-query",
        "openapi-fetch",
        "idb",
        "axe-core",
      ],
    },
  }),
);
