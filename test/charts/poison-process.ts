import { type Chart, defineChart } from "../../src/charts/chart.ts";
import { serveDrawing } from "../../src/charts/serve-drawing.ts";
import volume from "../../src/charts/volume.ts";
import { told } from "../../src/model/language.ts";

/** Draws the sample of "volume", or does to its process what its data says. */
const poison: Chart<string> = defineChart({
  name: "poison",
  title: "Poison",
  names: told(() => "poison"),
  load: async () => "",
  spec(data, look) {
    if (data === "throw") throw new TypeError("poisoned");
    if (data === "exit") process.exit(3);
    if (data === "environment") throw new Error(Object.keys(process.env).join(" "));
    while (data === "hang");
    const hoard: unknown[] = [];
    while (data === "hoard") hoard.push(new Array(1_000_000).fill(data));
    const sample = volume.sample(look.language);
    return volume.spec(data === "marked" ? sample : { ...sample, marks: [] }, look);
  },
  takeaway: () => "",
  alt: () => "",
  sample: () => "",
});

await serveDrawing([poison as Chart]);
