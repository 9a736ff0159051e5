import { chartCard } from "../cards/chart-card.ts";
import { refusal } from "../cards/failure.ts";
import { charts } from "../charts/index.ts";
import { disclosed } from "../model/disclosure.ts";
import type { Told } from "../model/language.ts";
import type { MessageRef, Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import { defineJob } from "./job.ts";

type Input = {
  workspace: string;
  tracker: number;
  chart: string;
  periodMs: number;
  message: MessageRef;
  askedBy: Person;
};

const nothingToDraw: Told = {
  en: "That hashtag is no longer tracked here, so there is nothing to draw.",
  de: "Dieser Hashtag wird hier nicht mehr verfolgt, also gibt es nichts zu zeichnen.",
  fr: "Ce hashtag n’est plus suivi ici, il n’y a donc rien à dessiner.",
  es: "Ese hashtag ya no se sigue aquí, así que no hay nada que dibujar.",
  pt: "Essa hashtag não é mais acompanhada aqui, então não há o que desenhar.",
  ja: "そのハッシュタグはここではもう追跡していないため、グラフにするものがありません。",
};

/** Draws a chart into a message that is there already. */
export default defineJob<Input>()({
  name: "chart",
  attempts: 3,
  key: ({ tracker, message }) => `${tracker}-${message.id}`,
  async run({ workspace, tracker: id, chart: name, periodMs, message, askedBy }, services) {
    const { trackers, settings } = services.tenant(workspace);
    const tracker = await trackers.get(id);
    const chart = charts.find((c) => c.name === name);
    if (!tracker || !chart) {
      await services.chat.update(message, (language) => refusal(nothingToDraw[language], language));
      return;
    }
    const to = services.clock.now();
    const { language } = await settings.get();
    const disclosure = services.sources.disclosure(tracker.networks);
    const picture = await services.pictures.draw({
      workspace,
      chart: name,
      language,
      trackers: [id],
      from: new Date(to.getTime() - periodMs),
      to,
      subject: subjectName(tracker.subject),
      disclosure: disclosure && disclosed(disclosure, language),
    });
    const facts = { tracker, chart, periodMs, askedBy, disclosure, picture };
    await services.chat.update(message, (language) => chartCard(facts, language));
  },
});
