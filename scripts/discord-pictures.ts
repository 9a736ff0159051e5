import type { Theme } from "../src/charts/chart.ts";
import { pageOf } from "./discord-picture/page.tsx";
import { pictureTheme, scenes } from "./discord-picture/scenes.ts";
import { photographAll, pictureUrl } from "./picture/photograph.ts";

/**
 * Draws what we send to Discord as Discord would show it, to docs/images/discord-*.png:
 * `node --import tsx scripts/discord-pictures.ts [NAME…]`. It is drawn from the components that our renderer gives; what
 * the drawing does not know stops it.
 */
const shots = scenes.map(({ name, now, sent, chart }) => ({
  name,
  ...(chart && { chart }),
  htmlIn: (theme: Theme) => pageOf(sent, { now, people: {}, channels: {}, fileOf: pictureUrl }, theme),
}));

await photographAll({ surface: "discord", shots, chartTheme: pictureTheme }, process.argv.slice(2));
