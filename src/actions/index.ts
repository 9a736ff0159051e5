import acknowledge from "./acknowledge.ts";
import type { Action } from "./action.ts";
import analyse from "./analyse.ts";
import chart from "./chart.ts";
import correct from "./correct.ts";
import demo from "./demo.ts";
import digestStop from "./digest-stop.ts";
import exclude from "./exclude.ts";
import feedback from "./feedback.ts";
import keep from "./keep.ts";
import linkConfirm from "./link-confirm.ts";
import liveStop from "./live-stop.ts";
import mute from "./mute.ts";
import muteKind from "./mute-kind.ts";
import quiet from "./quiet.ts";
import relayStop from "./relay-stop.ts";
import settings from "./settings.ts";
import settingsSave from "./settings-save.ts";
import undo from "./undo.ts";
import unlink from "./unlink.ts";
import why from "./why.ts";
import words from "./words.ts";
import wordsSave from "./words-save.ts";
import workspace from "./workspace.ts";
import workspaceSave from "./workspace-save.ts";

/** Every button, menu and form. Cards may offer only these; a test sees to it. */
export const actions: readonly Action[] = [
  chart,
  settings,
  settingsSave,
  mute,
  muteKind,
  acknowledge,
  why,
  feedback,
  exclude,
  correct,
  liveStop,
  digestStop,
  relayStop,
  quiet,
  keep,
  undo,
  analyse,
  words,
  wordsSave,
  workspace,
  workspaceSave,
  demo,
  linkConfirm,
  unlink,
];
