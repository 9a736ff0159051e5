import type { FormValues } from "../cards/card.ts";
import type { MessageRef, Person, Place } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";

/** What a button, menu or form does, declared in one file under src/actions/. Its value is looked up per tenant, its right re-checked. */
export interface Action {
  /** At most 16 characters: with a value it stands in what a platform takes as a control's name. */
  readonly id: string;
  /** Needs the right to manage this channel (true), or the whole workspace. */
  readonly writes: boolean | "workspace";
  /** Answers with a window. */
  readonly opensForm?: true;
  run(press: Press, services: Services): Promise<Reply>;
}

export interface Press {
  /** Hostile until looked up: anyone can send anything. */
  readonly value: string;
  readonly values: FormValues;
  readonly where: Place;
  readonly who: Person;
  /** The message whose control it was; null from a form that has none. */
  readonly message: MessageRef | null;
}

export const defineAction = (action: Action): Action => action;
