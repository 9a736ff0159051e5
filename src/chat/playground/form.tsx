import type { FC } from "hono/jsx";
import type { Field, Form } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import { cut } from "./inline.tsx";
import { playgroundWords } from "./words.ts";

const labelCharactersMax = 80;
const titleCharactersMax = 150;

/** A form as a dialog; the page's script opens it and sends the values with `message`, whose control asked for it. */
export const FormView: FC<{ form: Form; message: string | null; language?: Language | undefined }> = ({
  form,
  message,
  language = "en",
}) => (
  <dialog aria-labelledby="form-title">
    <form data-action={form.action} data-value={form.value} data-message={message}>
      <h2 id="form-title">{cut(form.title, titleCharactersMax)}</h2>
      {form.fields.map((field) => (
        <FieldView field={field} />
      ))}
      <p class="problem" role="alert" />
      <div class="controls">
        <button type="button" class="plain" data-close>
          {playgroundWords[language].cancel}
        </button>
        <button type="submit" class="primary">
          {cut(form.submit, labelCharactersMax)}
        </button>
      </div>
    </form>
  </dialog>
);

const FieldView: FC<{ field: Field }> = ({ field }) => {
  switch (field.kind) {
    // There is one channel, and whoever sends the form is in it.
    case "channel":
      return (
        <span data-field={field.name} hidden>
          <input type="hidden" name={field.name} value={field.value} />
        </span>
      );
    case "suggested":
    case "text":
      return (
        <label class="field" data-field={field.name}>
          <span>{field.label}</span>
          <input name={field.name} value={field.value} autocomplete="off" />
          {"hint" in field && field.hint !== undefined && <small>{field.hint}</small>}
        </label>
      );
    case "choice":
      return (
        <label class="field" data-field={field.name}>
          <span>{field.label}</span>
          <select name={field.name}>
            {field.optional && <option value="">–</option>}
            {field.choices.map(({ label, value }) => (
              <option value={value} selected={value === field.value}>
                {cut(label, labelCharactersMax)}
              </option>
            ))}
          </select>
        </label>
      );
    case "choices":
      return (
        <fieldset class="field" data-field={field.name} data-many>
          <legend>{field.label}</legend>
          {field.choices.map(({ label, value }) => (
            <label>
              <input type="checkbox" name={field.name} value={value} checked={field.values.includes(value)} />
              {cut(label, labelCharactersMax)}
            </label>
          ))}
        </fieldset>
      );
    default:
      return field satisfies never;
  }
};
