import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** Journeys through the page need Debian's Chromium; `apt install chromium` brings it. */
export const hasChromium = (): boolean => existsSync(executablePath);

/** A headless browser that talks to nobody but the page under test. Close it when done. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
