import { digestStopped } from "../cards/digest-set.ts";
import { refuse } from "../model/errors.ts";
import { defineAction } from "./action.ts";
import { digestHere } from "./digest-here.ts";
import { readValue } from "./value.ts";

/** Value: "digest". Said where the digest came. */
export default defineAction({
  id: "digest-stop",
  writes: true,
  async run(press, services) {
    const { where, who } = press;
    const { digests, changes } = services.tenant(where.channel.workspace);
    const digest = await digestHere(readValue(press.value).id, press, services);
    if (!digest || digest.stoppedAt)
      return refuse({
        en: "That digest has been stopped already.",
        de: "Diese Übersicht ist schon beendet.",
        fr: "Ce résumé est déjà arrêté.",
        es: "Ese resumen ya se ha detenido.",
        pt: "Esse resumo já foi encerrado.",
        ja: "このまとめはすでに終了しています。",
      });
    await digests.change(digest.id, { stoppedAt: services.clock.now(), nextAt: null });
    const change = await changes.record({ kind: "digest-stop", who, about: digest.id, before: {} });
    return {
      visible: "channel",
      where: digest.isPersonal ? where : { channel: digest.channel },
      card: (language) => digestStopped(digest, who, change.id, language),
    };
  },
});
