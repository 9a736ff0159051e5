import { type FC, useContext } from "hono/jsx";
import type { Card, Control, Fact, Part, Picture, PostItem } from "../../cards/card.ts";
import { figure } from "../../model/figure.ts";
import { type Words, wordsOf } from "../words.ts";
import { cut, Link, Text, Time } from "./inline.tsx";
import { LanguageContext, playgroundWords } from "./words.ts";

/** What is longer is folded: the rest is counted, never refused. */
const titleCharactersMax = 150;
const textCharactersMax = 3_000;
const postCharactersMax = 600;
const cellCharactersMax = 200;
const labelCharactersMax = 80;
const factsMax = 10;
const postsMax = 10;
const rowsMax = 20;
const columnsMax = 8;
const controlsMax = 5;
const choicesMax = 25;

/** Beside its colour every tone that matters has a word. */
const toneWord = { alert: "alert", good: "done", neutral: null, quiet: null } as const satisfies Record<
  Card["tone"],
  unknown
>;

/** A board is edited all the time, until somebody stops it. */
export const isLive = ({ parts }: Card): boolean =>
  parts.some((part) => part.kind === "actions" && part.controls.some(({ action }) => action === "live-stop"));

export const CardView: FC<{ card: Card; viewer: string }> = ({ card, viewer }) => {
  const { language = "en" } = card;
  const word = toneWord[card.tone];
  return (
    <LanguageContext.Provider value={language}>
      <div class={`card ${card.tone}`} lang={card.language}>
        <h2 dir="auto">
          {word && <span class="tone">{playgroundWords[language][word]}</span>}
          <bdi>{cut(card.title, titleCharactersMax)}</bdi>
        </h2>
        {card.parts.map((part) => (
          <PartView part={part} viewer={viewer} />
        ))}
      </div>
    </LanguageContext.Provider>
  );
};

const PartView: FC<{ part: Part; viewer: string }> = ({ part, viewer }) => {
  switch (part.kind) {
    case "text":
      return (
        <p class="text" dir="auto">
          <Text text={part.text} viewer={viewer} max={textCharactersMax} />
        </p>
      );
    case "facts":
      return <Facts facts={part.facts} />;
    case "picture":
      return <PictureView picture={part.picture} />;
    case "posts":
      return <Posts posts={part.posts} />;
    case "table":
      return <Table columns={part.columns} rows={part.rows} />;
    case "actions":
      return <Controls controls={part.controls} />;
    case "note":
      return (
        <p class="note" dir="auto">
          <Text text={part.text} viewer={viewer} max={textCharactersMax} />
        </p>
      );
    default:
      return part satisfies never;
  }
};

/** The first `max` of a list, and how many are left. */
const fold = <T,>(list: readonly T[], max: number) => ({
  shown: list.slice(0, max),
  more: Math.max(0, list.length - max),
});

const More: FC<{ count: number }> = ({ count }) => {
  const language = useContext(LanguageContext);
  return count > 0 ? <p class="more">{wordsOf[language].more(figure(count, language))}</p> : null;
};

const Facts: FC<{ facts: readonly Fact[] }> = ({ facts }) => {
  const { shown, more } = fold(facts, factsMax);
  return (
    <>
      <dl class="facts">
        {shown.map(({ label, value, change }) => (
          <div>
            <dt>{cut(label, labelCharactersMax)}</dt>
            <dd>
              <bdi>{cut(value, labelCharactersMax)}</bdi>
              {change !== undefined && (
                <span class={`change ${direction(change)}`}>{cut(change, labelCharactersMax)}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <More count={more} />
    </>
  );
};

function direction(change: string): "up" | "down" | "same" {
  if (change.startsWith("▲")) return "up";
  return change.startsWith("▼") ? "down" : "same";
}

/** The script re-aims the dark source when the reader chose a theme of their own. */
const PictureView: FC<{ picture: Picture }> = ({ picture: { light, dark, alt, width, height } }) => (
  <picture>
    <source srcset={`/pictures/${dark}.png`} media="(prefers-color-scheme: dark)" data-theme="dark" />
    <img src={`/pictures/${light}.png`} alt={alt} width={width} height={height} />
  </picture>
);

const Posts: FC<{ posts: readonly PostItem[] }> = ({ posts }) => {
  const { shown, more } = fold(posts, postsMax);
  return (
    <>
      <ul class="posts">
        {shown.map((post) => (
          <li>
            <PostView post={post} />
          </li>
        ))}
      </ul>
      <More count={more} />
    </>
  );
};

const PostView: FC<{ post: PostItem }> = ({ post }) => {
  const language = useContext(LanguageContext);
  const words: Words = wordsOf[language];
  const text = (
    <p class="text" dir="auto">
      {cut(post.text, postCharactersMax)}
    </p>
  );
  return (
    <>
      <p class="byline">
        <bdi class="author">{cut(post.author ?? words.unknownAuthor, labelCharactersMax)}</bdi>
        <span class="network">{cut(post.network, labelCharactersMax)}</span>
        <Time at={post.at} look="relative" />
      </p>
      {post.sensitive ? (
        <details class="sensitive">
          <summary>{playgroundWords[language].sensitive}</summary>
          {text}
        </details>
      ) : (
        text
      )}
      <p class="figures">
        {post.figures !== "" && <span>{cut(post.figures, labelCharactersMax)}</span>}
        {post.url !== null && (
          <span>
            <Link label={words.open} url={post.url} />
          </span>
        )}
      </p>
    </>
  );
};

const isFigure = (cell: string | undefined): boolean =>
  cell === undefined || /^[\s▲▼+−–-]*[\d.,\s]*\s?[%×kKM]?$/.test(cell);

const Table: FC<{ columns: readonly string[]; rows: readonly (readonly string[])[] }> = ({ columns, rows }) => {
  const language = useContext(LanguageContext);
  const { shown, more } = fold(rows, rowsMax);
  const heads = columns.slice(0, columnsMax);
  const looks = heads.map((_, column) => (shown.every((row) => isFigure(row[column])) ? "figure" : "words"));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too */}
      <section class="table" tabIndex={0} aria-label={playgroundWords[language].table}>
        <table>
          <thead>
            <tr>
              {heads.map((head, column) => (
                <th scope="col" class={looks[column]}>
                  {cut(head, labelCharactersMax)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr>
                {heads.map((_, column) => (
                  <td class={looks[column]}>
                    <bdi>{cut(row[column] ?? "", cellCharactersMax)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <More count={more} />
    </>
  );
};

const Controls: FC<{ controls: readonly Control[] }> = ({ controls }) => {
  const { shown, more } = fold(controls, controlsMax);
  return (
    <>
      <div class="controls">
        {shown.map((control) => (
          <ControlView control={control} />
        ))}
      </div>
      <More count={more} />
    </>
  );
};

const ControlView: FC<{ control: Control }> = ({ control }) => {
  const label = cut(control.label, labelCharactersMax);
  switch (control.kind) {
    case "button":
      return (
        <button type="button" class={control.style ?? "plain"} data-action={control.action} value={control.value}>
          {label}
        </button>
      );
    case "menu": {
      const { shown, more } = fold(control.choices, choicesMax);
      return (
        <details class="menu">
          <summary>{label}</summary>
          <div class="choices">
            {shown.map((choice) => (
              <button type="button" data-action={control.action} value={choice.value}>
                {cut(choice.label, labelCharactersMax)}
              </button>
            ))}
            <More count={more} />
          </div>
        </details>
      );
    }
    default:
      return control satisfies never;
  }
};
