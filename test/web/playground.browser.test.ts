import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "../browser.ts";
import { cardOf, startPlayground, where } from "./playground-server.ts";
import { board, chartWords, filter, refusal, tracking } from "./sample-cards.ts";

const name = hasChromium()
  ? "the playground in a browser"
  : "the playground in a browser (skipped: no /usr/bin/chromium)";

describe.skipIf(!hasChromium())(name, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let started: Awaited<ReturnType<typeof startPlayground>>;
  let picture: Uint8Array;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    picture = await sharp({ create: { width: 16, height: 9, channels: 3, background: "#0a6585" } })
      .png()
      .toBuffer();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    started = await startPlayground({
      pictureBytes: async () => picture,
      commands: [
        { name: "track", help: "Follow a hashtag", examples: ["/track #worldcup"] },
        { name: "trackers", help: "What this channel follows", examples: [] },
        { name: "live", help: "A board", examples: [] },
      ],
      door: {
        async say(ask) {
          if (ask.kind === "action" && ask.action === "filter") return { form: filter };
          if (ask.kind !== "command") return {};
          if (ask.text.startsWith("/track ")) await started.playground.post(where, tracking);
          else if (ask.text.startsWith("/live ")) await started.playground.post(where, board("18,190"));
          else await started.playground.whisper(where, ask.who, refusal);
          return {};
        },
      },
    });
    context = await browser.newContext({ timezoneId: "Asia/Tokyo", colorScheme: "light" });
    page = await context.newPage();
    troubles.length = 0;
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    await page.goto(started.web.url);
  });
  afterEach(async () => {
    await context.close();
    await started.web.close();
  });

  const box = () => page.getByRole("textbox", { name: "Message" });
  const articles = () => page.getByRole("log", { name: "Messages" }).getByRole("article");
  const say = async (text: string) => {
    await box().fill(text);
    await box().press("Enter");
  };

  test("a suggestion tracks a hashtag, and the card comes with working buttons, menu and form", async () => {
    await page.getByRole("button", { name: "/track #worldcup" }).click();
    await articles().filter({ hasText: "Tracking #worldcup" }).waitFor();
    expect(await page.getByRole("region", { name: "Getting started" }).count()).toBe(0);
    expect(await articles().evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).toEqual([
      "You",
      "Groundswell",
    ]);
    expect(await page.getByText("hidden words").isVisible()).toBe(false);
    await page.getByText("Marked sensitive").click();
    expect(await page.getByText("hidden words").isVisible()).toBe(true);

    await page.getByText("Pace").click();
    await page.getByRole("button", { name: "every hour" }).click();
    await expect.poll(() => started.asked.at(-1)).toMatchObject({ kind: "action", action: "pace", value: "1h" });

    await page.getByRole("button", { name: "Filter…" }).click();
    const dialog = page.getByRole("dialog", { name: "Filter #worldcup" });
    await dialog.getByLabel("Must contain").fill("goal");
    await dialog.getByLabel("Mastodon").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    const values = { words: "goal", language: "en", networks: ["bluesky", "mastodon"] };
    expect(started.asked.at(-1)).toMatchObject({ kind: "form", action: "filter", value: "1", values });
    expect(troubles).toEqual([]);
  });

  test("a board has its picture with words, the reader's own time, and is edited in place without a jump", async () => {
    await say("/live #worldcup");
    const live = articles().filter({ hasText: "last 24 hours" });
    expect(await live.getByRole("img", { name: chartWords }).getAttribute("src")).toBe(
      `/pictures/${"a".repeat(64)}.png`,
    );
    expect(await live.getByText("Live, updated").textContent()).toBe("Live, updated 19:00");
    for (let n = 0; n < 12; n += 1) await started.playground.post(where, cardOf(`card ${n}`));
    await articles().filter({ hasText: "card 11" }).waitFor();

    const scroller = page.locator("#scroller");
    await scroller.evaluate((element) => element.scrollTo(0, 480));
    const before = await articles().filter({ hasText: "card 3" }).boundingBox();
    const id = (await live.getAttribute("data-id")) ?? "";
    const longer = { kind: "text", text: ["A longer text. ".repeat(60)] } as const;
    const edited = board("18,204");
    await started.playground.update({ channel: where.channel, id }, { ...edited, parts: [longer, ...edited.parts] });
    await live.getByText("18,204").waitFor();
    const after = await articles().filter({ hasText: "card 3" }).boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 1e6))).toBeLessThan(2);
    expect(await live.count()).toBe(1);
  });

  test("typing a slash offers commands, Tab completes, Enter sends, Up brings it back", async () => {
    await box().pressSequentially("/tr");
    const options = page.getByRole("listbox", { name: "Commands" }).getByRole("option");
    expect(await options.allTextContents()).toEqual(["/trackFollow a hashtag", "/trackersWhat this channel follows"]);
    await box().press("Tab");
    expect(await box().inputValue()).toBe("/track ");
    expect(await options.allTextContents()).toEqual(["/track #worldcupexample"]);
    await box().press("Tab");
    await box().press("Enter");
    await articles().filter({ hasText: "Tracking" }).waitFor();
    expect(await box().inputValue()).toBe("");
    await box().press("ArrowUp");
    expect(await box().inputValue()).toBe("/track #worldcup");
    await box().press("ArrowDown");
    expect(await box().inputValue()).toBe("");
  });

  test("what is only for me is marked, and hidden from my neighbour", async () => {
    const neighbour = await (await browser.newContext()).newPage();
    await neighbour.goto(started.web.url);
    await say("/chart");
    await articles().filter({ hasText: "Only visible to you" }).waitFor();
    await started.playground.post(where, cardOf("for all"));
    await neighbour.getByText("for all").waitFor();
    expect(await neighbour.getByText("Which hashtag?").count()).toBe(0);
    expect(await neighbour.getByRole("article").first().getAttribute("aria-label")).toMatch(/^Guest /);
    await neighbour.context().close();
  });

  test("a text that is too long stays in the box, and the chat says why", async () => {
    await say("x".repeat(4_001));
    await articles().filter({ hasText: "That message is too long" }).waitFor();
    await expect.poll(() => box().inputValue()).toHaveLength(4_001);
  });

  test("says calmly that the connection is lost, and catches up by itself", async () => {
    await say("/live #worldcup");
    await articles().filter({ hasText: "last 24 hours" }).waitFor();
    await started.web.close();
    await page.getByText("Connection lost").waitFor();
    const { messages, playground, web } = started;
    await playground.post(where, cardOf("meanwhile"));
    started = await startPlayground({ messages, port: Number(new URL(web.url).port) });
    await articles().filter({ hasText: "meanwhile" }).waitFor();
    await page.getByText("Connection lost").waitFor({ state: "detached" });
    expect(await articles().count()).toBe(3);
  });

  test("the theme is switched, kept, and pictures follow it", async () => {
    await say("/live #worldcup");
    const shown = () =>
      page.getByRole("img", { name: chartWords }).evaluate((image) => Reflect.get(image, "currentSrc"));
    await expect.poll(shown).toContain("a".repeat(64));
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    await expect.poll(shown).toContain("b".repeat(64));
    await page.reload();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await expect.poll(shown).toContain("b".repeat(64));
  });

  test("hostile text in a message runs nothing", async () => {
    await say('<img src=x onerror="document.title=1"><script>document.title=2</script>');
    await started.playground.post(where, cardOf('<img src=x onerror="document.title=3">'));
    await articles().filter({ hasText: "document.title=3" }).waitFor();
    expect(await page.title()).toBe("#general · Groundswell");
  });
});
