import type { types } from "@slack/bolt";

/** The part of Block Kit that we speak (docs.slack.dev/reference/block-kit). */
export type PlainText = types.PlainTextElement;
export type Mrkdwn = types.MrkdwnElement;
export type RichElement =
  | types.RichTextText
  | types.RichTextLink
  | types.RichTextUserMention
  | types.RichTextChannelMention
  | types.RichTextDate;
export type RichText = types.RichTextBlock;
export type Option = types.PlainTextOption;
export type Button = types.Button;
export type StaticSelect = types.StaticSelect;
export type InputElement =
  | types.PlainTextInput
  | types.StaticSelect
  | types.MultiStaticSelect
  | types.Checkboxes
  | types.ExternalSelect
  | types.ConversationsSelect;
export type Section = types.SectionBlock;
export type Context = types.ContextBlock;
export type Table = types.TableBlock;
export type Input = types.InputBlock;
export type ModalView = types.ModalView;
export type HomeView = types.HomeView;

/** One line of a chart that Slack draws itself: up to 20 points, one for each category. */
export interface ChartSeries {
  name: string;
  data: { label: string; value: number }[];
}

/** Slack's own chart, not in @slack/types yet: docs.slack.dev/reference/block-kit/blocks/data-visualization-block. */
export interface DataVisualization {
  type: "data_visualization";
  block_id?: string;
  /** Up to 50 characters. */
  title: string;
  chart: {
    type: "line" | "bar" | "area";
    /** 1 to 6. */
    series: ChartSeries[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

export type Block =
  | types.HeaderBlock
  | Section
  | Context
  | types.ActionsBlock
  | types.ImageBlock
  | RichText
  | Table
  | Input
  | DataVisualization;
