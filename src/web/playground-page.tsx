import type { FC } from "hono/jsx";
import type { Message } from "../chat/playground/log.ts";
import { MessageView } from "../chat/playground/message.tsx";

export type Theme = "light" | "dark";

/** One command as the box offers it. */
export interface CommandHelp {
  /** Without the slash. */
  readonly name: string;
  readonly help: string;
  /** Whole lines as they are typed, e.g. "/track #worldcup". */
  readonly examples: readonly string[];
}

interface PageProps {
  readonly messages: readonly Message[];
  readonly viewer: string;
  readonly channel: string;
  readonly commands: readonly CommandHelp[];
  readonly badge: string | null;
  /** null = as the system has it. */
  readonly theme: Theme | null;
}

const stylesheets = ["theme.css", "messages.css", "cards.css", "controls.css", "composer.css"];
const scripts = ["playground.js", "messages.js", "composer.js"];

/** The files this page asks for. */
export const pageAssets: readonly string[] = [...stylesheets, ...scripts, "groundswell.svg"];

const suggestions = [
  { text: "/track #worldcup", why: "follow a hashtag in this channel" },
  { text: "/live #worldcup", why: "a board that updates itself" },
  { text: "/chart #worldcup", why: "a picture of the last week" },
];

export const PlaygroundPage: FC<PageProps> = ({ messages, viewer, channel, commands, badge, theme }) => (
  <html lang="en" data-theme={theme ?? undefined}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
      <meta name="color-scheme" content="light dark" />
      <title>#{channel} · Groundswell</title>
      <link rel="icon" type="image/svg+xml" href="/assets/groundswell.svg" />
      {stylesheets.map((name) => (
        <link rel="stylesheet" href={`/assets/${name}`} />
      ))}
      <script type="module" src="/assets/playground.js" />
    </head>
    <body>
      <Top channel={channel} badge={badge} />
      <main>
        <div id="scroller">
          <Starter shown={messages.length === 0} />
          <section id="messages" role="log" aria-label="Messages" aria-live="polite">
            {messages.map((message) => (
              <MessageView message={message} viewer={viewer} />
            ))}
          </section>
        </div>
        <Composer commands={commands} />
      </main>
    </body>
  </html>
);

const Top: FC<{ channel: string; badge: string | null }> = ({ channel, badge }) => (
  <header class="top">
    <h1>
      <img src="/assets/groundswell.svg" alt="" width={28} height={28} />
      <span>Groundswell</span>
    </h1>
    <span class="channel">#{channel}</span>
    {badge !== null && <span class="badge">{badge}</span>}
    <button type="button" id="theme" class="icon" aria-label="Switch between light and dark">
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="1.75" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </button>
  </header>
);

const Starter: FC<{ shown: boolean }> = ({ shown }) => (
  <section id="starter" aria-label="Getting started" hidden={!shown}>
    <img src="/assets/groundswell.svg" alt="" width={56} height={56} />
    <p>Groundswell follows hashtags across social networks and tells this channel when something swells.</p>
    <ul>
      {suggestions.map(({ text, why }) => (
        <li>
          <button type="button" data-say={text}>
            <code>{text}</code>
            <span>{why}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
);

const Composer: FC<{ commands: readonly CommandHelp[] }> = ({ commands }) => (
  <div class="bottom">
    <button type="button" id="latest" hidden>
      Newest messages ↓
    </button>
    <p id="status" role="status" />
    <form id="composer">
      <div id="commands" role="listbox" aria-label="Commands" hidden>
        {commands.map((command) => (
          <CommandOptions command={command} />
        ))}
      </div>
      <textarea
        name="text"
        rows={1}
        aria-label="Message"
        aria-autocomplete="list"
        aria-controls="commands"
        placeholder="Type / for commands"
        autocomplete="off"
        autofocus
      />
      <button type="submit" class="send primary">
        Send
      </button>
    </form>
    <p class="hint" aria-hidden="true">
      <kbd>Enter</kbd> sends · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>↑</kbd> brings back what you sent
    </p>
    <noscript>
      <p>The playground needs JavaScript to send and to show new messages.</p>
    </noscript>
  </div>
);

/** The command while its name is typed, its examples once it stands there. */
const CommandOptions: FC<{ command: CommandHelp }> = ({ command: { name, help, examples } }) => (
  <>
    <div
      role="option"
      aria-selected="false"
      tabIndex={-1}
      id={`command-${name}`}
      data-fill={`/${name} `}
      data-stage="name"
    >
      <code>/{name}</code>
      <span>{help}</span>
    </div>
    {examples.map((example, index) => (
      <div
        role="option"
        aria-selected="false"
        tabIndex={-1}
        id={`command-${name}-${index}`}
        data-fill={example}
        data-stage="example"
        data-command={`/${name} `}
      >
        <code>{example}</code>
        <span>example</span>
      </div>
    ))}
  </>
);
