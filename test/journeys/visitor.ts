import { newCookie, post, send } from "../web/playground-server.ts";

/** One message as the page shows it. */
export interface Article {
  readonly id: string;
  /** "You", "Somebody …", "Groundswell". */
  readonly by: string;
  readonly onlyForMe: boolean;
  /** A card's title without the word of its tone; "" for what a person said. */
  readonly title: string;
  /** All of its words. */
  readonly text: string;
  readonly controls: readonly { readonly action: string; readonly value: string; readonly label: string }[];
  readonly pictures: readonly { readonly src: string; readonly alt: string }[];
}

/** A person at the playground page, without a browser. */
export interface Visitor {
  say(text: string): Promise<number>;
  /** Any action with any value, as a forger would; `message` null = of no message. Resolves to the answer's status and body. */
  act(action: string, value: string, message?: string | null): Promise<{ status: number; body: string }>;
  submit(
    action: string,
    value: string,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<{ status: number; body: string }>;
  /** What the page shows to this person, oldest first. */
  articles(): Promise<readonly Article[]>;
  page(): Promise<string>;
}

export function visit(url: string): Visitor {
  const headers = { cookie: newCookie() };
  const page = async () => (await send(url, { headers })).body;
  return {
    say: async (text) => (await post(`${url}/playground/say`, { text }, headers)).status,
    act: (action, value, message = null) => post(`${url}/playground/act`, { message, action, value }, headers),
    submit: (action, value, values) =>
      post(`${url}/playground/form`, { message: null, action, value, values }, headers),
    articles: async () => articlesOf(await page()),
    page,
  };
}

const articlesOf = (html: string): Article[] =>
  [...html.matchAll(/<article\b[\s\S]*?<\/article>/gu)].map(([m]) => articleOf(m));

function articleOf(html: string): Article {
  const opening = /^<article\b[^>]*>/u.exec(html)?.[0] ?? "";
  return {
    id: attribute(opening, "data-id"),
    by: attribute(opening, "aria-label"),
    onlyForMe: html.includes(">Only visible to you<"),
    title: textOf(/<h2[^>]*>[\s\S]*?<bdi>([\s\S]*?)<\/bdi>/u.exec(html)?.[1] ?? ""),
    text: textOf(html),
    controls: [...html.matchAll(/(<button\b[^>]*data-action[^>]*>)([^<]*)/gu)].map(([, tag = "", label = ""]) => ({
      action: attribute(tag, "data-action"),
      value: attribute(tag, "value"),
      label: textOf(label),
    })),
    pictures: [...html.matchAll(/<img\b[^>]*>/gu)].map(([tag]) => ({
      src: attribute(tag, "src"),
      alt: attribute(tag, "alt"),
    })),
  };
}

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`\\s${name}="([^"]*)"`, "u").exec(tag)?.[1] ?? "");

const textOf = (html: string): string =>
  unescaped(html.replace(/<[^>]*>/gu, " "))
    .replace(/\s+/gu, " ")
    .trim();

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/gu, (_, name: string) => named[name] ?? "");
