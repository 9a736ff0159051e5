import {
  ButtonStyle,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  SlashCommandBuilder,
  TextInputStyle,
} from "discord.js";
import type { FakeDiscord } from "./server.ts";

export const commands = [
  new SlashCommandBuilder()
    .setName("track")
    .setDescription("Follow a hashtag")
    .addStringOption((option) =>
      option.setName("tag").setDescription("Which one").setRequired(true).setAutocomplete(true),
    ),
  new SlashCommandBuilder().setName("sleep").setDescription("Never answers"),
];

const picture = (name: string, text: string) => ({ name, attachment: Buffer.from(text) });

export const board = (name: string) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    {
      type: ComponentType.Container as const,
      components: [
        { type: ComponentType.TextDisplay as const, content: "# A board" },
        { type: ComponentType.MediaGallery as const, items: [{ media: { url: `attachment://${name}` } }] },
        {
          type: ComponentType.ActionRow as const,
          components: [
            {
              type: ComponentType.Button as const,
              style: ButtonStyle.Primary as const,
              label: "Rename",
              custom_id: "rename",
            },
            {
              type: ComponentType.Button as const,
              style: ButtonStyle.Secondary as const,
              label: "More",
              custom_id: "more",
            },
            {
              type: ComponentType.Button as const,
              style: ButtonStyle.Danger as const,
              label: "Stop",
              custom_id: "stop",
            },
          ],
        },
      ],
    },
  ],
  files: [picture(name, `bytes of ${name}`)],
});

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `#${typed}`, value: typed }]);
  } else if (interaction.isChatInputCommand() && interaction.commandName === "track") {
    await interaction.deferReply();
    await interaction.editReply(board("first.png"));
  } else if (interaction.isButton() && interaction.customId === "rename") {
    await interaction.showModal({
      custom_id: "form",
      title: "Rename",
      components: [
        {
          type: ComponentType.Label,
          label: "Name",
          component: {
            type: ComponentType.TextInput,
            custom_id: "name",
            style: TextInputStyle.Short,
            min_length: 2,
            required: true,
          },
        },
      ],
    });
  } else if (interaction.isButton() && interaction.customId === "more") {
    await interaction.reply({ content: "Only for you", flags: MessageFlags.Ephemeral });
  } else if (interaction.isButton()) {
    await interaction.update({
      components: [{ type: ComponentType.TextDisplay, content: "Stopped" }],
      attachments: [],
    });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Renamed to ${interaction.fields.getTextInputValue("name")}`);
  }
}

export interface App {
  readonly client: Client<true>;
  /** What went wrong in it. */
  readonly errors: readonly unknown[];
}

/** An app of real discord.js, logged in and with its commands registered. */
export async function openApp(discord: FakeDiscord): Promise<App> {
  const errors: unknown[] = [];
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.api } });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => errors.push(error));
  });
  client.on(Events.Error, (error) => errors.push(error));
  const ready = new Promise<Client<true>>((done) => client.once(Events.ClientReady, done));
  await client.login(discord.app.token);
  const app = await ready;
  await app.application.commands.set(commands.map((command) => command.toJSON()));
  return { client: app, errors };
}
