import { type Json, listOf, numberOf, objectsIn, textOf } from "./json.ts";
import { invalidForm } from "./refusal.ts";

/** docs.discord.com/developers/resources/message#message-object-message-flags */
export const flag = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7, quiet: 1 << 12, components: 1 << 15 };

export const kind = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
} as const;

const componentsMax = 40;
/** Not in the documentation: people who passed it saw COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED. */
const textCharactersMax = 4_000;
const rowsMax = 5;
const buttonsMax = 5;

/** Components in these, at any depth. */
export const componentsIn = (components: readonly Json[]): readonly Json[] =>
  [...objectsIn(components)].filter((one) => typeof one["type"] === "number");

export const textIn = (components: readonly Json[]): string =>
  componentsIn(components)
    .filter((one) => one["type"] === kind.text)
    .map((one) => textOf(one["content"]))
    .join("\n");

/** Names of the attached files that these show as `attachment://`. */
export const filesShown = (shown: unknown): readonly string[] =>
  [...objectsIn(shown)]
    .flatMap((one) => Object.values(one))
    .map(textOf)
    .filter((url) => url.startsWith("attachment://"))
    .map((url) => url.slice("attachment://".length));

/** What the OpenAPI cannot say of a message's components (docs.discord.com/developers/components/reference). */
export function checkComponents(components: readonly Json[], isNew: boolean): void {
  const all = componentsIn(components);
  if (!isNew) checkRows(components);
  else if (all.length > componentsMax)
    invalidForm(
      "components",
      "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
      `The total number of components cannot exceed ${componentsMax}`,
    );
  if (isNew && textIn(components).length > textCharactersMax)
    invalidForm(
      "components",
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
      `The total text cannot exceed ${textCharactersMax} characters`,
    );
  const seen = new Set<string>();
  const ids = new Set<number>();
  all.forEach((one) => {
    const customId = textOf(one["custom_id"]);
    if (customId !== "" && seen.has(customId))
      invalidForm(
        "components",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        `Component custom id cannot be duplicated: ${customId}`,
      );
    seen.add(customId);
    const id = numberOf(one["id"]);
    if (id !== 0 && ids.has(id))
      invalidForm("components", "COMPONENT_ID_DUPLICATED", `Component id ${id} is used twice`);
    ids.add(id);
    checkOne(one);
  });
}

function checkRows(components: readonly Json[]): void {
  if (components.length > rowsMax) invalidForm("components", "BASE_TYPE_BAD_LENGTH", "Must be 5 or fewer in length.");
  components.forEach((one, index) => {
    if (one["type"] !== kind.row)
      invalidForm(`components.${index}.type`, "BASE_TYPE_CHOICES", "Value must be one of (1,).");
  });
}

function checkOne(one: Json): void {
  if (one["type"] === kind.row) {
    const children = listOf(one["components"]);
    const buttons = children.filter(({ type }) => type === kind.button).length;
    if (buttons > buttonsMax || (children.length > 1 && buttons < children.length))
      invalidForm("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "Component layout exceeds the maximum width");
  }
  if (one["type"] === kind.button) checkButton(one);
  if (one["type"] === kind.select) {
    const values = listOf(one["options"]).map(({ value }) => value);
    if (new Set(values).size < values.length)
      invalidForm(
        "components",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
      );
  }
}

function checkButton(button: Json): void {
  const isLink = button["style"] === 5;
  if (isLink !== (textOf(button["url"]) !== ""))
    invalidForm("components", "BUTTON_COMPONENT_URL", isLink ? "A url is required" : "Only link buttons have a url");
  if (isLink === (textOf(button["custom_id"]) !== ""))
    invalidForm("components", "BUTTON_COMPONENT_CUSTOM_ID", isLink ? "Link buttons have none" : "Required");
  if (textOf(button["label"]) === "" && !button["emoji"])
    invalidForm("components", "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji");
}
