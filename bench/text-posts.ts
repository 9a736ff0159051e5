import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Post } from "../src/model/post.ts";
import { simulatedWeek } from "./simulated-week.ts";

/** Labelled and recorded posts. They are not in the repository: platforms' terms forbid passing them on. */
const folder = join(import.meta.dirname, "../../shared/data");

export interface Labelled {
  readonly lang: string;
  readonly text: string;
  readonly label: string;
}

/** The validation posts, or null where they are not there. */
export function labelledPosts(): {
  readonly english: readonly Labelled[];
  readonly others: readonly Labelled[];
} | null {
  const file = (name: string) => join(folder, "sentiment/dev", `${name}.jsonl`);
  if (!existsSync(file("en_val")) || !existsSync(file("multi_val"))) return null;
  return { english: linesOf<Labelled>(file("en_val")), others: linesOf<Labelled>(file("multi_val")) };
}

export interface Sample {
  readonly text: string;
  /** Where it is from, as people write it; a fifth have one. */
  readonly location: string | null;
}

export interface Samples {
  readonly posts: readonly Sample[];
  /** What they are, in words. */
  readonly of: string;
}

/** Recorded posts that are read beside the labelled ones: each so-manieth of a file. */
const recorded = [
  ["up2017", 45],
  ["fifa2022", 12],
] as const;

/** A multiple of `each` of them. */
export async function samplesOf(each: number): Promise<Samples> {
  const labelled = labelledPosts();
  const files = recorded.map(([name, nth]) => ({ path: join(folder, "posts", `${name}.jsonl`), nth }));
  if (!labelled || !files.every(({ path }) => existsSync(path)))
    return { posts: sampled(await simulated(), each), of: "the simulator's posts" };
  const texts = [...labelled.english, ...labelled.others].map(({ text }) => text);
  for (const { path, nth } of files)
    texts.push(...linesOf<Labelled>(path).flatMap(({ text }, index) => (index % nth === 0 ? [text] : [])));
  return { posts: sampled(texts, each), of: "people's posts in nine languages" };
}

const linesOf = <Row>(path: string): Row[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

async function simulated(): Promise<string[]> {
  const texts: string[] = [];
  for await (const posts of simulatedWeek(60)) texts.push(...posts.flatMap(takeSome));
  return texts.slice(0, 6_000);
}

const takeSome = ({ text }: Post, index: number): string[] => (index % 30 === 0 ? [text] : []);

function sampled(texts: readonly string[], each: number): Sample[] {
  const whole = texts.length - (texts.length % each);
  return spreadOut(texts.slice(0, whole)).map((text, index) => ({
    text,
    location: index % 5 === 0 ? (locations[(index / 5) % locations.length] as string) : null,
  }));
}

/** Every turn gets some of all languages: the nth post is taken a fixed, coprime stride further. */
function spreadOut(texts: readonly string[]): string[] {
  const stride = 997;
  return texts.map((_, index) => texts[(index * stride) % texts.length] as string);
}

const locations: readonly string[] = [
  "Berlin",
  "NYC",
  "London, UK",
  "São Paulo, Brasil",
  "Paris, France",
  "Texas",
  "she/her",
  "somewhere over the rainbow",
  "मुंबई",
  "Lagos, Nigeria",
  "Buenos Aires",
  "Tokyo",
  "Ciudad de México",
  "Portland, OR",
  "earth 🌍",
  "İstanbul",
  "Vancouver, Canada",
  "Cairo - Egypt",
  "the internet",
  "Madrid / Barcelona",
  "القاهرة",
  "Jakarta, Indonesia",
  "your heart",
];
