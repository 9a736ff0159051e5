import { pino } from "pino";
import type { Log } from "./services.ts";

/** JSON lines on standard error. Values that look like tokens are hidden wherever a key says so. */
export function createLog(level: "debug" | "info" | "warn" | "error" | "silent"): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: ["token", "*.token", "password", "*.password", "authorization", "*.authorization"],
        censor: "[secret]",
      },
      serializers: { error: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
