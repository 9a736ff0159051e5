import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { Theme } from "../../src/charts/chart.ts";
import type { Modal } from "../../src/chat/discord/components.ts";
import type { DiscordMessage } from "../../src/chat/discord/render.ts";
import { Logo } from "../picture/logo.tsx";
import { ContainerView, Field } from "./components.tsx";
import { clock, type Reader } from "./reader.ts";
import { style } from "./style.ts";

/** What we send to Discord, as it is sent. */
export type Sent =
  | { readonly kind: "message"; readonly message: DiscordMessage }
  | { readonly kind: "modal"; readonly modal: Modal };

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
          {sent.kind === "message" ? (
            <MessageView message={sent.message} reader={reader} />
          ) : (
            <ModalView modal={sent.modal} reader={reader} />
          )}
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${view}`;
}

const MessageView: FC<{ message: DiscordMessage; reader: Reader }> = ({ message, reader }) => (
  <>
    <Logo />
    <div class="said">
      <div class="who">
        <b>Groundswell</b>
        <span class="app">APP</span>
        <span class="at">{clock.format(reader.now)}</span>
      </div>
      {message.components.map((container) => (
        <ContainerView container={container} reader={reader} />
      ))}
    </div>
  </>
);

const ModalView: FC<{ modal: Modal; reader: Reader }> = ({ modal, reader }) => (
  <>
    <div class="top">
      <Logo />
      <b>{modal.title}</b>
    </div>
    {modal.components.map((one) => (
      <Field field={one} reader={reader} />
    ))}
    <div class="foot">
      <span class="button">Cancel</span>
      <span class="button primary">Submit</span>
    </div>
  </>
);
