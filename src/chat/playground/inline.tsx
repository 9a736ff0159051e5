import { type FC, useContext } from "hono/jsx";
import type { Inline } from "../../cards/card.ts";
import { figure } from "../../model/figure.ts";
import type { Person } from "../../model/place.ts";
import { LanguageContext, playgroundWords } from "./words.ts";

/** The text of an inline without its looks. */
export function plain(inline: Inline): string {
  if (typeof inline === "string") return inline;
  if ("bold" in inline) return inline.bold;
  if ("code" in inline) return inline.code;
  if ("link" in inline) return inline.link;
  if ("person" in inline) return inline.person.name;
  if ("channel" in inline) return `#${inline.channel}`;
  if ("time" in inline) return utc(inline.time, inline.style);
  return inline satisfies never;
}

/** At most `max` characters (whole code points), with "…" where something was left out. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}

/** Visitors are all called "You"; to the others they are guests. */
export function nameFor(person: Person, viewer: string): string {
  if (person.id === viewer) return "You";
  return person.name === "You" ? `Guest ${person.id.slice(0, 4)}` : person.name;
}

/** A text of at most `max` characters; what is over is counted, not shown. */
export const Text: FC<{ text: readonly Inline[]; viewer: string; max: number }> = ({ text, viewer, max }) => {
  const language = useContext(LanguageContext);
  const shown: Inline[] = [];
  let room = max;
  let hidden = 0;
  for (const inline of text) {
    const length = Array.from(plain(inline)).length;
    if (length <= room) shown.push(inline);
    else if (room > 0) shown.push(cut(plain(inline), room));
    hidden += Math.max(0, length - room);
    room = Math.max(0, room - length);
  }
  return (
    <>
      {shown.map((inline) => (
        <InlineView inline={inline} viewer={viewer} />
      ))}
      {hidden > 0 && <span class="more"> {playgroundWords[language].characters(figure(hidden, language))}</span>}
    </>
  );
};

const InlineView: FC<{ inline: Inline; viewer: string }> = ({ inline, viewer }) => {
  if (typeof inline === "string") return <>{inline}</>;
  if ("bold" in inline) return <strong>{inline.bold}</strong>;
  if ("code" in inline) return <code>{inline.code}</code>;
  if ("link" in inline) return <Link label={inline.link} url={inline.url} />;
  if ("person" in inline) return <span class="mention">{nameFor(inline.person, viewer)}</span>;
  if ("channel" in inline) return <>{plain(inline)}</>;
  if ("time" in inline) return <Time at={inline.time} look={inline.style} />;
  return inline satisfies never;
};

/** The address, if it is one a browser may open from here: http or https, and nothing that hides a user name before the host. */
function safeUrl(url: string): URL | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  const web = parsed.protocol === "http:" || parsed.protocol === "https:";
  return web && parsed.username === "" && parsed.password === "" ? parsed : null;
}

/** Says where it leads; an international domain stands there as xn--…, as it is really asked for. */
export const Link: FC<{ label: string; url: string }> = ({ label, url }) => {
  const to = safeUrl(url);
  if (!to) return <bdi>{label}</bdi>;
  return (
    <>
      <a href={to.href} rel="noopener nofollow ugc" target="_blank">
        <bdi>{label}</bdi>
      </a>
      {label !== to.host && <span class="domain"> ({to.host})</span>}
    </>
  );
};

export type TimeLook = "clock" | "day" | "moment" | "relative";

/** UTC here; the page's script turns it into the reader's own zone. */
export const Time: FC<{ at: Date; look: TimeLook }> = ({ at, look }) =>
  Number.isNaN(at.getTime()) ? (
    <>unknown time</>
  ) : (
    <time datetime={at.toISOString()} data-look={look}>
      {utc(at, look)}
    </time>
  );

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
const shortDay = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

function utc(at: Date, look: TimeLook): string {
  if (Number.isNaN(at.getTime())) return "unknown time";
  if (look === "clock") return `${clock.format(at)} UTC`;
  if (look === "day") return day.format(at);
  return `${shortDay.format(at)}, ${clock.format(at)} UTC`;
}
