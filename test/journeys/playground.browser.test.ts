import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "../browser.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";

const name = hasChromium()
  ? "a newcomer's first minutes in the playground"
  : "a newcomer's first minutes in the playground (skipped: no /usr/bin/chromium)";

/** Reading 14 days, and drawing, on a machine that has other work. */
const soon = { timeout: 60_000 };
/** The simulated burst comes after some seconds, and is judged by whole minutes. */
const alertWithin = { timeout: 150_000 };

/** One visit from the first command to the last Undo: each test goes on where the one before it left the page. */
describe.skipIf(!hasChromium())(name, { timeout: 170_000 }, () => {
  let browser: Browser;
  let page: Page;
  let installation: Installation;
  let product: Product;
  const troubles: string[] = [];

  beforeAll(async () => {
    installation = openInstallation();
    product = await installation.start({ env: { SIMULATOR_FIRST_BURST_SECONDS: "5" } });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("pageerror", (error) => troubles.push(String(error)));
    // Broken scripts, refused by the content security policy, files that are not there: the browser says it all here.
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    page.on("requestfailed", (request) => troubles.push(`${request.url()}: ${request.failure()?.errorText}`));
    await page.goto(product.url);
  });
  afterAll(async () => {
    await browser?.close();
    await installation?.remove();
  });

  const messages = () => page.getByRole("log", { name: "Messages" }).getByRole("article");
  const say = async (text: string) => {
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill(text);
    await box.press("Enter");
  };
  /** The newest message of ours with this heading. Follows the message through its edits. */
  const card = async (heading: string | RegExp, patience = soon): Promise<Locator> => {
    const found = messages()
      .filter({ has: page.getByRole("heading", { name: heading }) })
      .last();
    await found.waitFor(patience);
    return page.locator(`#${await found.getAttribute("id")}`);
  };
  const press = (where: Locator, label: string) => where.getByRole("button", { name: label, exact: true }).click();
  /** A picture that the browser has fetched and could decode. */
  const seesPicture = async (where: Locator): Promise<string> => {
    const image = where.getByRole("img").last();
    await image.waitFor(soon);
    await expect
      .poll(() => image.evaluate((element) => Number("naturalWidth" in element && element.naturalWidth)), soon)
      .toBeGreaterThan(0);
    return (await image.getAttribute("alt")) ?? "";
  };

  let tracking: Locator;
  let alert: Locator;

  test("the page says where one is and what to try", async () => {
    expect(await page.title()).toBe("#general · Groundswell");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Groundswell");
    await page.getByText("simulated data").waitFor();
    await page.getByRole("region", { name: "Getting started" }).waitFor();
  });

  test("/track answers at once, and the same card gets its first numbers", async () => {
    await say("/track #worldcup");
    tracking = await card(/Tracking #worldcup on Bluesky, /);
    await tracking.getByText(/^[\d,]+ posts in the last 24 hours/).waitFor(soon);
    await expect.poll(() => tracking.getByRole("row").count(), soon).toBe(7);
    await tracking.getByText("(edited)").waitFor();
  });

  test("/live puts up a board whose numbers change by themselves", async () => {
    await say("/live #worldcup");
    const board = await card("Live: #worldcup, last 24 hours");
    expect(await seesPicture(board)).toMatch(/#worldcup/);
    const facts = async () => [
      await board.locator("dl").textContent(),
      await board.getByRole("img").getAttribute("src"),
    ];
    const before = await facts();
    await expect.poll(facts, soon).not.toEqual(before);
  });

  test("/chart draws a picture that says in words what it shows", async () => {
    await say("/chart #worldcup");
    const chart = await card("#worldcup: posts over time, last 7 days");
    expect(await seesPicture(chart)).toMatch(/#worldcup[\s\S]*\d/);
  });

  test("lists and help are for the asker only", async () => {
    await say("/tags");
    const tags = await card("Tracked in this channel: 1");
    await tags.getByText("#worldcup").waitFor();
    await say("/alerts");
    await card("Alerts in this channel");
    await say("/hashtag help");
    const help = await card("What you can say");
    await help.getByText("/track #worldcup", { exact: true }).waitFor();
    for (const whisper of [tags, help]) await whisper.getByText("Only visible to you").waitFor();
  });

  test("the burst brings one alert, with its picture", async () => {
    alert = await card(/#worldcup is (taking off|at its peak)/, alertWithin);
    await alert.getByText(/posts? in the last .+; usual is /).waitFor();
    expect(await seesPicture(alert)).toMatch(/noticed/);
  });

  test("Mute says on the alert itself who muted it, and Undo takes it back", async () => {
    await alert.getByText("Mute", { exact: true }).click();
    await press(alert, "for 1 hour");
    await alert.getByText(/Muted by You until/).waitFor(soon);
    await press(alert, "Undo");
    await alert.getByText(/Muted by/).waitFor({ state: "detached", ...soon });
    await alert.getByText("Mute", { exact: true }).waitFor();
  });

  test("Settings opens a dialog; what is saved is said in public, with Undo", async () => {
    await press(alert, "Settings");
    const dialog = page.getByRole("dialog", { name: "Settings for #worldcup" });
    await dialog.getByLabel("Spike alerts").selectOption({ label: "Strict: only the big ones" });
    await press(dialog, "Save");
    await dialog.waitFor({ state: "detached" });
    const saved = await card("#worldcup: alerts strict");
    await saved.getByText("Changed by You").waitFor();
    await press(saved, "Undo");
    await saved.getByRole("heading", { name: "#worldcup: settings as before" }).waitFor(soon);
  });

  test("/untrack stops it, and Undo goes on with it", async () => {
    await say("/untrack #worldcup");
    const stopped = await card("Stopped tracking #worldcup");
    await press(stopped, "Undo");
    await stopped.getByRole("heading", { name: "Tracking #worldcup again" }).waitFor(soon);
    await say("/tags");
    await expect.poll(() => page.getByRole("heading", { name: "Tracked in this channel: 1" }).count(), soon).toBe(2);
  });

  test("Undo on the first card takes the tracking back", async () => {
    await press(tracking, "Undo");
    await tracking.getByRole("heading", { name: "No longer tracking #worldcup" }).waitFor(soon);
    await say("/tags");
    await card("Nothing is tracked here yet");
  });

  test("there was one alert, the browser had nothing to complain of, and the product stops cleanly", async () => {
    expect(
      await messages()
        .getByRole("heading", { name: /^Alert\b/ })
        .count(),
    ).toBe(1);
    expect(troubles).toEqual([]);
    await page.close();
    expect(await product.stop()).toBe(0);
    expect(product.output()).toBe(`Groundswell is ready at ${product.url}\n`);
    expect(installation.postgresPid()).toBeNull();
  });
});
