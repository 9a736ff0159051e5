import { visit } from "../visitor.ts";
import { type Chat, textsBehind } from "./chat.ts";

export function playgroundChat(url: string): Chat {
  const visitor = visit(url);
  const chat: Chat = {
    name: "playground",
    workspace: "playground",
    install: async () => {},
    type: async (line) => void (await visitor.say(line)),
    async shown() {
      const articles = await visitor.articles();
      return articles
        .filter(({ by, onlyForMe }) => by === "Groundswell" && !onlyForMe)
        .map(({ id, text, pictures, controls }) => ({
          id,
          text,
          pictures: pictures.length,
          buttons: controls.map(({ label }) => label),
        }));
    },
    below: (message) => textsBehind(chat, message),
    async whispered() {
      return (await visitor.articles()).filter(({ onlyForMe }) => onlyForMe).map(({ text }) => text);
    },
    press: (message, label) => act(message.id, label),
    // Its menus are buttons that unfold.
    choose: (message, _, choice) => act(message.id, choice),
    leave: null,
  };
  return chat;

  async function act(id: string, label: string): Promise<void> {
    const article = (await visitor.articles()).find((one) => one.id === id);
    const control = article?.controls.find((one) => one.label === label);
    if (!control) throw new Error(`there is no button ${label}`);
    await visitor.act(control.action, control.value, id);
  }
}
