import { discordUsage, setUpDiscord } from "./setup-discord.ts";
import { setUpSlack, slackUsage } from "./setup-slack.ts";
import { ShellError } from "./shell-error.ts";
import { defineVerb } from "./verb.ts";

const platforms = { slack: setUpSlack, discord: setUpDiscord } as const;

export default defineVerb({
  name: "setup",
  usage: `${slackUsage} | ${discordUsage}`,
  help: "Write .env and say step by step how to create the Slack or Discord app; asks for its tokens in a terminal",
  async run([platform = "", ...args], io) {
    try {
      const setUp = Object.entries(platforms).find(([name]) => name === platform)?.[1];
      if (!setUp) throw new ShellError(`Say what to set up: setup ${slackUsage}, or setup ${discordUsage}`);
      await setUp(args, io, ".env");
      return 0;
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      io.err(error.message);
      return 1;
    }
  },
});
