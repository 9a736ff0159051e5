/**
 * What Slack takes at most, beside each figure the page that says so (under docs.slack.dev/reference where it starts
 * with a slash). Slack does not say in which unit it counts characters: ours are UTF-16 code units with the escapes
 * counted, and no other unit gives more of them.
 */

/** /block-kit/blocks */
export const blocksMax = { message: 50, home: 100, modal: 100 } as const;

/** /block-kit/composition-objects/text-object; from 1 up. */
export const textCharactersMax = 3_000;
/** /block-kit/blocks/header-block */
export const headerCharactersMax = 150;
/** /block-kit/blocks/section-block */
export const fieldsMax = 10;
/** /block-kit/blocks/section-block */
export const fieldCharactersMax = 2_000;
/** /block-kit/blocks/actions-block */
export const actionsElementsMax = 25;
/** /block-kit/blocks/image-block */
export const altCharactersMax = 2_000;
/** /block-kit/blocks/image-block, of `image_url`; we keep every link to it. */
export const urlCharactersMax = 3_000;

/** /block-kit/blocks/table-block; the heads are a row too. */
export const tableRowsMax = 100;
/** /block-kit/blocks/table-block */
export const tableColumnsMax = 20;
/** Of all cells of a message: github.com/slackapi/slack-skills-plugin, data-display-design.md. */
export const tableCharactersMax = 10_000;
/** The error `only_one_table_allowed`: /block-kit/blocks/table-block. */
export const tablesMax = 1;

/** /block-kit/block-elements/button-element */
export const buttonCharactersMax = 75;
/** /block-kit/block-elements/button-element */
export const buttonValueCharactersMax = 2_000;
/** /block-kit/composition-objects/option-object */
export const optionCharactersMax = 75;
/** /block-kit/composition-objects/option-object */
export const optionValueCharactersMax = 150;
/** /block-kit/block-elements/select-menu-element, and the same in multi-select-menu-element. */
export const selectOptionsMax = 100;
/** /block-kit/block-elements/select-menu-element */
export const placeholderCharactersMax = 150;
/** /block-kit/block-elements/checkboxes-element */
export const checkboxesMax = 10;
/** /block-kit/block-elements/button-element, and the same wherever there is an `action_id`. */
export const actionIdCharactersMax = 255;
/** /block-kit/blocks/input-block, and the same wherever there is a `block_id`. */
export const blockIdCharactersMax = 255;

/** /views/modal-views, of the title, submit and close. */
export const modalWordsCharactersMax = 24;
/** /views/modal-views */
export const metadataCharactersMax = 3_000;
/** /views/modal-views */
export const callbackIdCharactersMax = 255;
/** /block-kit/block-elements/plain-text-input-element, the most that `max_length` may be. */
export const inputCharactersMax = 3_000;

/**
 * Of the line for notifications: /methods/chat.update counts `text` up to 4,000, some say in bytes, of which a character
 * has four at most.
 */
export const notificationCharactersMax = 1_000;

/**
 * Of all blocks of a message, as JSON with `blockOverheadCharacters` for each. No page has the figure: Slack answers
 * `msg_blocks_too_long` somewhere above 13,000, where a bare divider counts 125 (github.com/slackapi/bolt-js/issues/2509).
 */
export const messageCharactersMax = 12_000;
export const blockOverheadCharacters = 100;

/** Of a whole view as JSON: /methods/views.publish refuses 250 KB and more (`view_too_large`), and a character has up to three bytes there. */
export const viewCharactersMax = 80_000;

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const chartTitleCharactersMax = 50;
export const chartLabelCharactersMax = 20;
export const chartPointsMax = 20;
