import { backtestMs, readBacktest } from "../analysis/backtest.ts";
import { refusal } from "../cards/failure.ts";
import { previewCard } from "../cards/preview-card.ts";
import { previewWords } from "../cards/words/preview.ts";
import { disclosed } from "../model/disclosure.ts";
import { figure } from "../model/figure.ts";
import type { MessageRef, Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Sensitivity } from "../model/tracker.ts";
import { defineJob } from "./job.ts";

type Input = { workspace: string; tracker: number; sensitivity: Sensitivity; message: MessageRef; askedBy: Person };

/** Looks how a tracker's last 30 days would have gone, into a message that is there already. */
export default defineJob<Input>()({
  name: "preview",
  attempts: 3,
  concurrency: 1,
  key: ({ tracker, message }) => `${tracker}-${message.id}`,
  async run({ workspace, tracker: id, sensitivity, message, askedBy }, services) {
    const { trackers, reader, settings } = services.tenant(workspace);
    const tracker = await trackers.get(id);
    if (!tracker) {
      await services.chat.update(message, (language) => refusal(previewWords[language].gone, language));
      return;
    }
    const to = services.clock.now();
    const backtest = await readBacktest(reader, id, to);
    const { language } = await settings.get();
    const disclosure = services.sources.disclosure(tracker.networks);
    const times = backtest.alerts[sensitivity].map(({ at }) => at);
    const newest = times.at(-1);
    const label = previewWords[language].mark(figure(times.length, language));
    const picture = backtest.since
      ? await services.pictures.draw({
          workspace,
          chart: "volume",
          language,
          trackers: [id],
          from: new Date(Math.max(backtest.since.getTime(), to.getTime() - backtestMs)),
          to,
          subject: subjectName(tracker.subject),
          disclosure: disclosure && disclosed(disclosure, language),
          ...(newest ? { mark: { at: newest, label }, moments: times.slice(0, -1) } : {}),
        })
      : null;
    await services.chat.update(message, (said) => {
      const labels = services.sources.labels(tracker.networks, said);
      const named = new Map(tracker.networks.map((network, i) => [network, labels[i] ?? network]));
      return previewCard({ tracker, sensitivity, backtest, labels: named, picture, disclosure, askedBy }, said);
    });
  },
});
