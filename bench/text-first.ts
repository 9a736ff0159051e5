import { understand } from "../src/text/understand.ts";

/** Prints how long the first post takes, which the models are read for. */
const began = performance.now();
understand("What a day at the harbour! #boats", { location: "Hamburg, Germany" });
console.log(performance.now() - began);
