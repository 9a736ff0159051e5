import { mostOf } from "../analysis/excluded.ts";
import { aboutSpan, readExcess } from "../analysis/why-reading.ts";
import { excludeCard, feedbackNote, tunedCard } from "../cards/feedback-card.ts";
import { refuse } from "../model/errors.ts";
import { type Verdict, verdicts } from "../model/feedback.ts";
import type { Incident } from "../model/incident.ts";
import { type Sensitivity, sensitivities, type Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { oldButton, readValue, trackerOf } from "./value.ts";

/** Value: "incident:useful", ":noisy" or ":irrelevant". Anybody may say it; a rule is moved by those who may. */
export default defineAction({
  id: "feedback",
  writes: false,
  async run(press, services) {
    const { id, detail } = readValue(press.value);
    const verdict = verdicts.find((one): one is Verdict => one === detail);
    const { incidents, feedback } = services.tenant(press.where.channel.workspace);
    const incident = await incidents.get(id);
    const tracker = await trackerOf(incident?.tracker ?? 0, press, services);
    if (!incident || !verdict) return refuse(oldButton);
    const { wasSaid } = await feedback.say({ incident: id, who: press.who, verdict }, services.clock.now());
    if (verdict === "useful") return whisper("thanks");
    if (!(await services.chat.mayManage({ channel: tracker.channel }, press.who))) return whisper("noted");
    if (verdict === "irrelevant") return offer(incident, tracker, services);
    return wasSaid ? whisper("moved") : stricter(tracker, press, services);
  },
});

const whisper = (said: Parameters<typeof feedbackNote>[0]): Reply => ({
  visible: "only-you",
  card: (language) => feedbackNote(said, language),
});

/** One notch; one alert moves it once. */
async function stricter(tracker: Tracker, { where, who }: Press, services: Services): Promise<Reply> {
  const after: Sensitivity | undefined = sensitivities[sensitivities.indexOf(tracker.sensitivity) + 1];
  if (!after) return whisper("strictest");
  const { trackers, changes } = services.tenant(where.channel.workspace);
  const before = tracker.sensitivity;
  const changed = await trackers.change(tracker.id, { sensitivity: after });
  const { id: undo } = await changes.record({
    kind: "tracker",
    who,
    about: tracker.id,
    before: { sensitivity: before },
  });
  return {
    visible: "channel",
    where: { channel: tracker.channel },
    card: (language) => tunedCard({ tracker: changed, who, undo, meant: "reading" }, language),
    follow: (message) => ({
      name: "tuned",
      input: { workspace: where.channel.workspace, tracker: tracker.id, before, after, change: undo, message },
    }),
  };
}

/** What made the most of it may be left out from now on. */
async function offer(incident: Incident, tracker: Tracker, services: Services): Promise<Reply> {
  const { reader } = services.tenant(tracker.channel.workspace);
  const found = await readExcess(reader, tracker, aboutSpan(incident, services.clock.now()));
  const offered = typeof found === "string" ? [] : mostOf(found.excess, tracker.networks);
  return { visible: "only-you", card: (language) => excludeCard(incident, offered, services.sources, language) };
}
