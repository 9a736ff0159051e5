import { createHash } from "node:crypto";
import type { FC } from "hono/jsx";
import { cut, nameFor, Time } from "./inline.tsx";
import type { Message } from "./log.ts";
import { CardView, isLive } from "./render.tsx";

/** What the web room lets a person say, and so what is shown of it. */
export const saidCharactersMax = 4_000;

/**
 * One message as `viewer` sees it. Its data-version is equal as long as it looks the same, so the page replaces only what changed.
 * The caller has asked `mayRead`.
 */
export const MessageView: FC<{ message: Message; viewer: string }> = ({ message, viewer }) => {
  const { author, content } = message;
  const name = author ? nameFor(author, viewer) : "Groundswell";
  const card = "said" in content ? null : content;
  const live = card !== null && isLive(card);
  const looks = [author ? "person" : "bot", message.onlyFor !== null && "whisper", live && "live"].filter(Boolean);
  return (
    <article
      id={`message-${message.id}`}
      class={looks.join(" ")}
      aria-label={name}
      aria-description={card?.summary}
      aria-live={live ? "off" : undefined}
      data-id={message.id}
      data-version={versionOf(message, name)}
    >
      <span class="avatar" aria-hidden="true">
        {author ? name.charAt(0) : ""}
      </span>
      <header>
        <span class="name">{name}</span>
        <Time at={message.postedAt} look="clock" />
        {message.editedAt !== null && !live && <span class="edited">(edited)</span>}
        {message.onlyFor !== null && <span class="only">Only visible to you</span>}
      </header>
      {"said" in content ? <Said text={content.said} /> : <CardView card={content} viewer={viewer} />}
    </article>
  );
};

const Said: FC<{ text: string }> = ({ text }) => (
  <p class={text.startsWith("/") ? "said command" : "said"} dir="auto">
    {cut(text, saidCharactersMax)}
  </p>
);

const versionOf = ({ content, postedAt, editedAt }: Message, name: string): string =>
  createHash("sha256")
    .update(JSON.stringify([content, postedAt, editedAt, name]))
    .digest("hex")
    .slice(0, 16);
