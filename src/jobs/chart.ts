import { chartCard } from "../cards/chart-card.ts";
import { refusal } from "../cards/failure.ts";
import { charts } from "../charts/index.ts";
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

/** Draws a chart into a message that is there already. */
export default defineJob<Input>()({
  name: "chart",
  attempts: 3,
  key: ({ tracker, message }) => `${tracker}-${message.id}`,
  async run({ workspace, tracker: id, chart: name, periodMs, message, askedBy }, services) {
    const tracker = await services.tenant(workspace).trackers.get(id);
    const chart = charts.find((c) => c.name === name);
    if (!tracker || !chart) {
      await services.chat.update(
        message,
        refusal("That hashtag is no longer tracked here, so there is nothing to draw."),
      );
      return;
    }
    const to = services.clock.now();
    const disclosure = services.sources.disclosure(tracker.networks);
    const picture = await services.pictures.draw({
      workspace,
      chart: name,
      language: "en",
      trackers: [id],
      from: new Date(to.getTime() - periodMs),
      to,
      subject: subjectName(tracker.subject),
      disclosure,
    });
    await services.chat.update(message, chartCard({ tracker, chart, periodMs, askedBy, disclosure, picture }));
  },
});
