import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { Theme } from "../../src/charts/chart.ts";
import type { HomeView, ModalView } from "../../src/chat/slack/blocks.ts";
import type { SlackMessage } from "../../src/chat/slack/render.ts";
import { Logo } from "../picture/logo.tsx";
import { Blocks } from "./blocks.tsx";
import type { Reader } from "./reader.ts";
import { style } from "./style.ts";

/** What we send to Slack, as it is sent. */
export type Sent =
  | { readonly kind: "message"; readonly message: SlackMessage }
  | { readonly kind: "home"; readonly view: HomeView }
  | { readonly kind: "modal"; readonly view: ModalView };

/** A whole page with one element of class "shot" to be photographed. Nothing but its fonts and pictures is fetched. */
export function pageOf(sent: Sent, reader: Reader, theme: Theme): string {
  const view = (
    <html lang="en" class={theme}>
      <head>
        <meta charset="utf-8" />
        <style>{raw(style)}</style>
      </head>
      <body>
        <div class={`shot ${sent.kind}`}>
          <SentView sent={sent} reader={reader} />
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${view}`;
}

const SentView: FC<{ sent: Sent; reader: Reader }> = ({ sent, reader }) => {
  switch (sent.kind) {
    case "message":
      return <MessageView sent={sent} reader={reader} />;
    case "home":
      return <HomePage view={sent.view} reader={reader} />;
    case "modal":
      return <Modal view={sent.view} reader={reader} />;
    default:
      return sent satisfies never;
  }
};

const clock = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" });

const MessageView: FC<{ sent: Extract<Sent, { kind: "message" }>; reader: Reader }> = ({ sent, reader }) => (
  <>
    <Logo />
    <div class="said">
      <div class="who">
        <b>groundswell</b>
        <span class="app">APP</span>
        <span class="at">{clock.format(reader.now)}</span>
      </div>
      <Blocks blocks={sent.message.blocks} reader={reader} />
    </div>
  </>
);

const HomePage: FC<{ view: HomeView; reader: Reader }> = ({ view, reader }) => (
  <>
    <div class="top">
      <Logo />
      <b>groundswell</b>
    </div>
    <div class="tabs">
      <span class="tab on">Home</span>
      <span class="tab">Messages</span>
      <span class="tab">About</span>
    </div>
    <div class="page">
      <Blocks blocks={view.blocks as Parameters<typeof Blocks>[0]["blocks"]} reader={reader} />
    </div>
  </>
);

const Modal: FC<{ view: ModalView; reader: Reader }> = ({ view, reader }) => (
  <>
    <div class="top">
      <Logo />
      <b>{view.title.text}</b>
      <svg class="close" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m2 2 12 12M14 2 2 14" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
      </svg>
    </div>
    <div class="page">
      <Blocks blocks={view.blocks as Parameters<typeof Blocks>[0]["blocks"]} reader={reader} />
    </div>
    <div class="foot">
      {view.close && <span class="button">{view.close.text}</span>}
      {view.submit && <span class="button primary">{view.submit.text}</span>}
    </div>
  </>
);
