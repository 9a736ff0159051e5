import { z } from "zod";
import { minuteMs } from "../../model/clock.ts";
import type { Rank } from "../../model/settings.ts";
import { isZone } from "../../model/zone.ts";
import type { SharedCache } from "../shared.ts";
import type { WebApi } from "./web-api.ts";

/** What is asked about somebody before they may change something, and to speak of times as they do. */
export interface PersonFacts {
  readonly rank: Rank;
  /** IANA; null where Slack does not say. */
  readonly zone: string | null;
  /** E.g. "de-DE". */
  readonly locale: string | null;
}

/** docs.slack.dev/reference/objects/user-object; of people from other workspaces some of it is left out. */
const user = z.object({
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
});

const facts = z.object({
  rank: z.enum(["admin", "member", "guest"]),
  zone: z.string().nullable(),
  locale: z.string().nullable(),
});

/** How long an answer is believed: somebody who is no admin any more stays one for as long. */
const believedMs = 5 * minuteMs;

/** Asks Slack about people (users.info), each now and then only. Throws as WebApi does: who cannot be asked about may nothing. */
export function peopleOf(api: WebApi, cache: SharedCache) {
  return async (workspace: string, id: string): Promise<PersonFacts> => {
    const key = `slack:person:${workspace}:${id}`;
    const known = facts.safeParse(await cache.get(key));
    if (known.success) return known.data;
    const answer = await api.call(workspace, (client) => client.users.info({ user: id, include_locale: true }));
    const person = user.parse(answer.user);
    const found: PersonFacts = {
      rank: rankOf(person, workspace.slice(workspace.indexOf(":") + 1)),
      zone: person.tz && isZone(person.tz) ? person.tz : null,
      locale: person.locale ?? null,
    };
    await cache.put(key, found, believedMs);
    return found;
  };
}

function rankOf(person: z.infer<typeof user>, team: string): Rank {
  const isOurs = person.team_id === team || person.enterprise_user?.teams?.includes(team) === true;
  if (!isOurs || person.is_stranger || person.deleted) return "guest";
  if (person.is_restricted || person.is_ultra_restricted) return "guest";
  return person.is_admin || person.is_owner || person.is_primary_owner ? "admin" : "member";
}
