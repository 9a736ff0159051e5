import type { MessageRef } from "./place.ts";

/** Whether a message went out, so that no second worker posts it too. A process that dies between posting and `sent` posts it again. */
export interface Deliveries {
  /** Claims the right to send under `key`. Refused: somebody sent it (and where it is), or is sending it right now (null). */
  claim(
    key: string,
  ): Promise<{ readonly claimed: true } | { readonly claimed: false; readonly message: MessageRef | null }>;
  sent(key: string, message: MessageRef): Promise<void>;
  /** Frees the claim for the next attempt and keeps the reason. */
  failed(key: string, problem: string): Promise<void>;
}
