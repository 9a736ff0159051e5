import type { FakeSlack, Message } from "../../slack/server.ts";
import type { Chat } from "./chat.ts";

const [team, owner, member, here] = ["T0HARBOR", "U0OWNER", "U0MEMBER", "C0GENERAL"];

/** A workspace that installs it itself. */
export function slackChat(slack: FakeSlack, publicUrl: string): Chat {
  const messages = () => slack.messages(here).filter(({ threadTs }) => threadTs === null);
  const messageOf = (id: string) => {
    const found = messages().find(({ ts }) => ts === id);
    if (!found) throw new Error(`there is no message ${id}`);
    return found;
  };
  const controlOf = (id: string, label: string): Control => {
    const found = controlsOf(messageOf(id)).find((one) => one.text?.text === label || one.placeholder?.text === label);
    if (!found) throw new Error(`there is nothing called ${label}`);
    return found;
  };
  return {
    name: "slack",
    workspace: `slack:${team}`,
    async install() {
      const start = await fetch(`${publicUrl}/slack/install`, { redirect: "manual" });
      const cookie = start.headers.get("set-cookie")?.split(";")[0] ?? "";
      const back = slack.approve(start.headers.get("location") ?? "", { user: owner });
      await fetch(back, { headers: { cookie } });
      slack.invite(here, slack.botUser(team));
    },
    type: async (line) => void (await slack.command({ user: member, channel: here, text: line })),
    shown: async () =>
      messages().map((message) => ({
        id: message.ts,
        text: wordsOf(message),
        pictures: (message.blocks ?? []).filter(({ type }) => type === "image").length,
        buttons: controlsOf(message).flatMap(({ type, text }) => (type === "button" && text ? [text.text] : [])),
      })),
    below: async ({ id }) =>
      slack
        .messages(here)
        .filter(({ threadTs }) => threadTs === id)
        .map(wordsOf),
    whispered: async () => slack.ephemerals(member).map(wordsOf),
    async press({ id }, label) {
      await slack.press({
        user: member,
        message: { channel: here, ts: id },
        actionId: controlOf(id, label).action_id,
      });
    },
    async choose({ id }, menu, choice) {
      const { action_id: actionId, options = [] } = controlOf(id, menu);
      const value = options.find(({ text }) => text.text === choice)?.value ?? "";
      await slack.select({ user: member, message: { channel: here, ts: id }, actionId, value });
    },
    leave: async () => void (await slack.uninstall(team, "app_uninstalled first")),
  };
}

interface Control {
  readonly type: string;
  readonly action_id: string;
  readonly text?: { readonly text: string };
  readonly placeholder?: { readonly text: string };
  readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
}

const controlsOf = ({ blocks }: Message): readonly Control[] =>
  (blocks ?? []).flatMap((block) => (block["type"] === "actions" ? (block["elements"] as readonly Control[]) : []));

/** The text of every text object and element, in their order. */
function wordsOf({ blocks }: Message): string {
  const words: string[] = [];
  const read = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) read(one);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === "string" && (key === "text" || key === "user_id")) words.push(inner);
        else read(inner);
      }
  };
  read(blocks ?? []);
  return words.join(" ").replace(/\s+/gu, " ");
}
