import { changed } from "../cards/changed.ts";
import { relayWords } from "../cards/words/relay.ts";
import { refuse } from "../model/errors.ts";
import { defineAction } from "./action.ts";
import { readValue } from "./value.ts";

/** Value: "relay". Said where its posts came. */
export default defineAction({
  id: "relay-stop",
  writes: true,
  async run(press, services) {
    const { value, where, who } = press;
    const { workspace } = where.channel;
    const { trackers, relays, changes } = services.tenant(workspace);
    const relay = await relays.get(readValue(value).id);
    const tracker = relay && (await trackers.get(relay.tracker, { evenRemoved: true }));
    const isHere = relay?.channel.id === where.channel.id;
    const isTheirs = relay?.createdBy.id === who.id && services.chat.isDirect(where.channel);
    if (!relay || !tracker || relay.stoppedAt || !(isHere || isTheirs))
      return refuse({
        en: "That was stopped already.",
        de: "Das ist schon beendet.",
        fr: "C’est déjà arrêté.",
        es: "Eso ya se detuvo.",
        pt: "Isso já foi encerrado.",
        ja: "すでに終了しています。",
      });
    await relays.change(relay.id, { stoppedAt: services.clock.now() });
    const change = await changes.record({ kind: "relay-stop", who, about: relay.id, before: {} });
    await services.jobs.add({ name: "relay", input: { workspace, relay: relay.id } });
    return {
      visible: "channel",
      where: isHere ? where : { channel: relay.channel },
      card: (language) => changed(tracker, who, relayWords[language].change, change.id, language),
    };
  },
});
