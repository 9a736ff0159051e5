import { wordListForm } from "../cards/word-list-form.ts";
import { wordListWords } from "../cards/words/word-lists.ts";
import { refuse } from "../model/errors.ts";
import { told } from "../model/language.ts";
import { defineAction } from "./action.ts";
import { readValue } from "./value.ts";

/** Value: a word list, or "1:new". */
export default defineAction({
  id: "words",
  writes: "workspace",
  opensForm: true,
  async run({ value, where }, services) {
    const { id, detail } = readValue(value);
    const lists = await services.tenant(where.channel.workspace).wordLists.list();
    const list = (detail === "" && lists.find((one) => one.id === id)) || null;
    if (!list && detail !== "new") return refuse(told((language) => wordListWords[language].gone));
    return { visible: "only-you", form: (language) => wordListForm(list, language) };
  },
});
