import { InteractionResponseType as callback, MessageFlags } from "discord.js";
import type { Card, Form } from "../../cards/card.ts";
import { SourceError } from "../../model/errors.ts";
import type { Asked } from "./asks.ts";
import type { Draft } from "./draft.ts";
import { modalOf } from "./form.ts";
import { codes, type DiscordRest, Refused, type RestRequest } from "./rest.ts";

/** Answers one thing that somebody did (docs.discord.com/developers/interactions/receiving-and-responding). */
export interface Answering {
  /** Says at once that it was heard. False where another process answers it, or it is too late: then nothing is to be done. */
  acknowledge(): Promise<boolean>;
  /** To whoever did it, and nobody else. */
  whisper(card: Card): Promise<void>;
  /** Whether the window opened: it cannot where it was acknowledged. */
  open(form: Form): Promise<boolean>;
  /** Takes back the "thinking …" of what was answered elsewhere. */
  finish(): Promise<void>;
}

export interface AnsweringOptions {
  readonly rest: DiscordRest;
  readonly asked: Asked;
  draft(card: Card): Promise<Draft>;
}

/** What came from a message needs no placeholder; anything else gets one that only they see. */
export function answeringOf({ rest, asked, draft }: AnsweringOptions): Answering {
  const { id, token, applicationId, isPress } = asked;
  let state: "unheard" | "waiting" | "quiet" | "said" = "unheard";
  const respond = (body: { readonly type: callback; readonly data?: object }, more: Partial<RestRequest> = {}) =>
    rest.call({ method: "POST", path: `/interactions/${id}/${token}/callback`, withoutToken: true, body, ...more });
  const webhook = (method: RestRequest["method"], path: string, more: Partial<RestRequest> = {}) =>
    rest.call({ method, path: `/webhooks/${applicationId}/${token}${path}`, withoutToken: true, ...more });

  /** One at a time: what is said waits until it is known whether it was acknowledged. */
  let acknowledging: Promise<boolean> | null = null;
  const acknowledge = (): Promise<boolean> => {
    acknowledging ??= state === "unheard" ? acknowledged() : Promise.resolve(true);
    return acknowledging;
  };
  const acknowledged = async (): Promise<boolean> => {
    const first = isPress
      ? { type: callback.DeferredMessageUpdate }
      : { type: callback.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } };
    try {
      await respond(first);
    } catch (error) {
      if (isTooLate(error)) return false;
      // The answer was lost, which does not say that the question was.
      if (!(error instanceof SourceError)) throw error;
    }
    state = isPress ? "quiet" : "waiting";
    return true;
  };

  return {
    acknowledge,
    async whisper(card) {
      const { body, files } = await draft(card);
      await acknowledging;
      const flags = body.flags | MessageFlags.Ephemeral;
      if (state === "unheard")
        await respond({ type: callback.ChannelMessageWithSource, data: { ...body, flags } }, { files });
      else if (state === "waiting") await webhook("PATCH", "/messages/@original", { body, files });
      else await webhook("POST", "", { body: { ...body, flags }, files });
      state = "said";
    },
    async open(form) {
      await acknowledging;
      if (state !== "unheard") return false;
      await respond({ type: callback.Modal, data: modalOf(form) });
      state = "said";
      return true;
    },
    async finish() {
      if (state === "unheard" || acknowledging) await acknowledge();
      // It may have been dismissed.
      if (state === "waiting") await webhook("DELETE", "/messages/@original").catch(unlessGone);
      state = "said";
    },
  };
}

/** Somebody else answered, or Discord waits no more. */
const isTooLate = (error: unknown): boolean =>
  error instanceof Refused && (error.code === codes.acknowledgedAlready || error.code === codes.unknownInteraction);

function unlessGone(error: unknown): void {
  if (!(error instanceof Refused && error.code === codes.unknownMessage)) throw error;
}
