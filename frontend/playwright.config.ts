import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, systemChromium } from "./tools/chromium.mjs";

const executablePath = systemChromium(existsSync);

/** Journeys through the whole program: see e2e/global-setup.ts for where it comes from. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [["list"]],
  expect: { timeout: 10_000 },
  use: {
    trace: "off",
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
});
