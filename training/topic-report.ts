import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Topic, topics } from "../src/model/topic.ts";
import { understand } from "../src/text/understand.ts";

interface Labelled {
  readonly language: string;
  readonly topics: readonly string[];
  readonly text: string;
}

/** How often a topic was said rightly, said wrongly, and left out. */
interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

const { values } = parseArgs({
  options: {
    file: { type: "string", default: "labelled.txt" },
    errors: { type: "boolean" },
  },
});

const posts = readLabelled(join(import.meta.dirname, "words", values.file));
const answers = posts.map((post) => ({ ...post, said: understand(post.text).topics as readonly Topic[] }));

console.log(`${posts.length} posts of ${values.file}`);
for (const topic of topics) print(topic, tallied(answers, topic));
print("all topics", sum(topics.map((topic) => tallied(answers, topic))));
for (const language of new Set(posts.map((post) => post.language))) {
  const some = answers.filter((post) => post.language === language);
  print(language, sum(topics.map((topic) => tallied(some, topic))));
}
const about = answers.filter((post) => post.topics.length === 0);
console.log(
  `${about.filter(({ said }) => said.length > 0).length} of ${about.length} posts about nothing are said to be about something`,
);
if (values.errors)
  for (const post of answers)
    if ([...post.said].sort().join() !== [...post.topics].sort().join())
      console.log(`${post.language} | ${post.topics.join(" ") || "-"} | ${post.said.join(" ") || "-"} | ${post.text}`);

function readLabelled(file: string): Labelled[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [language = "", about = "", ...text] = line.split("|");
      return { language, topics: about === "-" ? [] : about.split(" "), text: text.join("|") };
    });
}

function tallied(some: readonly { topics: readonly string[]; said: readonly Topic[] }[], topic: Topic): Tally {
  const tally = { right: 0, wrong: 0, missed: 0 };
  for (const { topics: about, said } of some) {
    const isSaid = said.includes(topic);
    if (isSaid && about.includes(topic)) tally.right++;
    else if (isSaid) tally.wrong++;
    else if (about.includes(topic)) tally.missed++;
  }
  return tally;
}

function sum(tallies: readonly Tally[]): Tally {
  const total = { right: 0, wrong: 0, missed: 0 };
  for (const { right, wrong, missed } of tallies) {
    total.right += right;
    total.wrong += wrong;
    total.missed += missed;
  }
  return total;
}

function print(name: string, { right, wrong, missed }: Tally): void {
  const percent = (part: number, whole: number) => (whole === 0 ? "–" : ((100 * part) / whole).toFixed(1));
  console.log(
    `${name.padEnd(22)} precision ${percent(right, right + wrong)}  recall ${percent(right, right + missed)}  (${right + missed} posts)`,
  );
}
