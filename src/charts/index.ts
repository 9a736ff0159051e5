import volume from "./volume.ts";

/** Every chart there is. One more is its file and a line here. */
export const charts = [volume] as const;
