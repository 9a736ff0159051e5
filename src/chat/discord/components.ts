/** The components that we send, of docs.discord.com/developers/components/reference. */

export const kind = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  channels: 8,
  text: 10,
  gallery: 12,
  container: 17,
  label: 18,
} as const;

/** docs.discord.com/developers/resources/message#message-object-message-flags: IS_COMPONENTS_V2 */
export const componentsFlag = 1 << 15;

export const buttonStyles = { primary: 1, secondary: 2, danger: 4 } as const;

export interface TextDisplay {
  readonly type: typeof kind.text;
  readonly content: string;
}

export interface MediaGallery {
  readonly type: typeof kind.gallery;
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[];
}

export interface Button {
  readonly type: typeof kind.button;
  readonly style: (typeof buttonStyles)[keyof typeof buttonStyles];
  readonly label: string;
  readonly custom_id: string;
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly default?: true;
}

export interface StringSelect {
  readonly type: typeof kind.select;
  readonly custom_id: string;
  readonly options: readonly SelectOption[];
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  /** In a modal only. */
  readonly required?: boolean;
}

export interface ActionRow {
  readonly type: typeof kind.row;
  readonly components: readonly (Button | StringSelect)[];
}

/** What a container shows. */
export type Block = TextDisplay | MediaGallery | ActionRow;

export interface Container {
  readonly type: typeof kind.container;
  /** 0xRRGGBB */
  readonly accent_color?: number;
  readonly components: readonly Block[];
}

export interface TextInput {
  readonly type: typeof kind.input;
  readonly custom_id: string;
  /** 1 is a single line. */
  readonly style: 1;
  readonly required: boolean;
  readonly min_length: number;
  readonly max_length: number;
  readonly value?: string;
}

export interface ChannelSelect {
  readonly type: typeof kind.channels;
  readonly custom_id: string;
  readonly channel_types: readonly number[];
  readonly required: boolean;
}

export interface Label {
  readonly type: typeof kind.label;
  readonly label: string;
  readonly description?: string;
  readonly component: TextInput | StringSelect | ChannelSelect;
}

/** docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly (Label | TextDisplay)[];
}

export const textDisplay = (content: string): TextDisplay => ({ type: kind.text, content });
