import { helpCard } from "../cards/help-card.ts";
import { workspaceForm } from "../cards/workspace-form.ts";
import { defineCommand } from "./command.ts";
import { link, unlink } from "./link.ts";
import { linkCode, word } from "./options.ts";

/** The umbrella: `/hashtag track #cats` is `/track #cats` (the door sees to it), and help lives here. */
export const createHashtag = (list: () => readonly { name: string; help: string; examples: readonly string[] }[]) =>
  defineCommand({
    name: "hashtag",
    help: "Show what Groundswell understands; any command also works under it",
    examples: [
      "/hashtag help",
      "/hashtag track #worldcup",
      "/hashtag settings",
      "/hashtag link",
      "/hashtag link K7QFM-2MXDR",
      "/hashtag unlink",
    ],
    options: {
      topic: word("What to show, or whether to link this workspace with another", [
        "help",
        "settings",
        "link",
        "unlink",
      ]),
      code: linkCode("The code that /hashtag link gave in the other workspace"),
    },
    writes: ({ topic, code }) => (topic === "link" || topic === "unlink" || code !== null ? "workspace" : false),
    async run(call, services) {
      const { topic, code } = call.options;
      if (topic === "unlink") return unlink(call.where, services);
      if (topic === "link" || code !== null) return link(code, call, services);
      if (topic !== "settings") return { visible: "only-you", card: helpCard(list()) };
      const settings = await services.tenant(call.where.channel.workspace).settings.get();
      return { visible: "only-you", form: workspaceForm(settings) };
    },
  });
