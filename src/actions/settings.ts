import { settingsForm } from "../cards/settings-form.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "tracker". Opens the form that settings-save reads. */
export default defineAction({
  id: "settings",
  writes: true,
  opensForm: true,
  async run(press, services) {
    const tracker = await trackerOf(readValue(press.value).id, press, services, "change");
    const { networks } = services.sources;
    return {
      visible: "only-you",
      form(language) {
        const labelled = networks.map(({ name, label }) => ({ name, label: label(language) }));
        return settingsForm(tracker, labelled, language);
      },
    };
  },
});
