import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, systemChromium } from "./tools/chromium.mjs";

const executablePath = systemChromium(existsSync);

/** Journeys on a real server: CAMTAY_URL names one that is already running. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  reporter: [["list"]],
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.CAMTAY_URL ?? "http://127.0.0.1:8080",
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    trace: "retain-on-failure",
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1366, height: 768 } } },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
});
