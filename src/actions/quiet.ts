import { quietForm } from "../cards/quiet-card.ts";
import { defineAction } from "./action.ts";

/** Any value. Opens the form of /quiet, filled in with how this channel hears of alerts. */
export default defineAction({
  id: "quiet",
  writes: true,
  opensForm: true,
  async run({ where }, services) {
    const peace = await services.tenant(where.channel.workspace).peaces.of(where.channel);
    return { visible: "only-you", form: (language) => quietForm(peace, where.channel, language) };
  },
});
