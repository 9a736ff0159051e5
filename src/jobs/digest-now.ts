import { readDigest, stretchesUpTo } from "../analysis/digest.ts";
import { digestCard } from "../cards/digest-card.ts";
import { digestFacts } from "../cards/digest-facts.ts";
import type { MessageRef, Person } from "../model/place.ts";
import type { Schedule } from "../model/schedule.ts";
import { drawn } from "./digest.ts";
import { defineJob } from "./job.ts";

type Input = {
  workspace: string;
  trackers: readonly number[];
  every: Schedule["every"];
  zone: string;
  message: MessageRef;
  askedBy: Person;
};

/** Reads what a digest would say now into a message that is there already. */
export default defineJob<Input>()({
  name: "digest-now",
  attempts: 3,
  key: ({ message }) => message.id,
  async run({ workspace, trackers: wanted, every, zone, message, askedBy }, services) {
    const tenant = services.tenant(workspace);
    const trackers = (await tenant.trackers.list()).filter(({ id }) => wanted.includes(id));
    const now = services.clock.now();
    const reading = await readDigest(tenant, trackers, stretchesUpTo(now, every), now);
    const { language } = await tenant.settings.get();
    const picture = await drawn(reading, workspace, language, services);
    const facts = { picture, zone, channel: message.channel.id, sent: { kind: "now", askedBy } } as const;
    await services.chat.update(message, (said) =>
      digestCard(digestFacts(reading, services.sources, facts, said), said),
    );
  },
});
