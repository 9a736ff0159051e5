import { readFileSync } from "node:fs";
import { raw } from "hono/html";
import type { FC } from "hono/jsx";

const logo = readFileSync(new URL("../../src/web/assets/groundswell.svg", import.meta.url), "utf8");
export const Logo: FC = () => <span class="logo">{raw(logo)}</span>;
