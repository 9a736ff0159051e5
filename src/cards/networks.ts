import type { SharedDisclosure } from "../model/disclosure.ts";
import type { Language } from "../model/language.ts";

/** How networks are called, and what must be said of them. */
export interface Networks {
  labels(networks: readonly string[], language: Language): readonly string[];
  disclosure(networks: readonly string[]): SharedDisclosure | null;
}
