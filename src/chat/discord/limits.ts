/**
 * What Discord takes at most, beside each figure the page that says so (under docs.discord.com/developers where it
 * starts with a slash). Ours are UTF-16 code units, and no other unit gives more of them.
 */

/** Of a message, nested ones too: /components/reference */
export const componentsMax = 40;
/** Of all text displays of a message: github.com/discord/discord-api-docs/pull/8562 */
export const textCharactersMax = 4_000;
/** From 1 up: /components/reference#anatomy-of-a-component-custom-id */
export const customIdCharactersMax = 100;

/** /components/reference#action-row-action-row-structure */
export const buttonsMax = 5;
/** /components/reference#button-button-structure */
export const buttonCharactersMax = 80;
/** /components/reference#button-button-structure, of a `url`; no page bounds masked links, and we keep every link to it. */
export const urlCharactersMax = 512;
/** /components/reference#string-select-string-select-structure */
export const selectOptionsMax = 25;
/** /components/reference#string-select-string-select-structure */
export const placeholderCharactersMax = 150;
/** /components/reference#string-select-select-option-structure, of a label, a value and a description. */
export const optionCharactersMax = 100;
/** /components/reference#media-gallery-media-gallery-item-structure */
export const altCharactersMax = 1_024;

/** /interactions/receiving-and-responding#interaction-response-object-modal */
export const modalComponentsMax = 5;
/** /interactions/receiving-and-responding#interaction-response-object-modal */
export const modalTitleCharactersMax = 45;
/** /components/reference#label-label-structure */
export const labelCharactersMax = 45;
/** /components/reference#label-label-structure */
export const descriptionCharactersMax = 100;
/** /components/reference#text-input-text-input-structure, of a `value` and of the most that `max_length` may be. */
export const inputCharactersMax = 4_000;
