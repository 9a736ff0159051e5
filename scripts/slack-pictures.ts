import type { Theme } from "../src/charts/chart.ts";
import { photographAll } from "./picture/photograph.ts";
import { pageOf } from "./slack-picture/page.tsx";
import { channels, people, pictureTheme, scenes } from "./slack-picture/scenes.ts";

/**
 * Draws what we send to Slack as Slack would show it, to docs/images/slack-*.png: `node --import tsx scripts/slack-pictures.ts [NAME…]`.
 * It is drawn from the Block Kit that our renderers give; what the drawing does not know stops it.
 */
const imageOf = (image: object) => ("image_url" in image ? String(image.image_url) : "");

const shots = scenes.map(({ name, now, sent, chart }) => ({
  name,
  ...(chart && { chart }),
  htmlIn: (theme: Theme) => pageOf(sent, { now, people, channels, imageOf }, theme),
}));

await photographAll({ surface: "slack", shots, chartTheme: pictureTheme }, process.argv.slice(2));
