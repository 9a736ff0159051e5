import type { Card } from "../cards/card.ts";
import { homeCard } from "../cards/home-card.ts";
import type { NetworkLine } from "../cards/network-line.ts";
import { minuteMs } from "../model/clock.ts";
import type { Language, Said } from "../model/language.ts";
import type { Person, Place } from "../model/place.ts";
import { nextTurn } from "../model/schedule.ts";
import type { Usage } from "../model/usage.ts";
import type { Services } from "../services.ts";
import { trackerLines } from "./tracker-lines.ts";

/** As many as the page lists; reading one takes a few queries. */
const readMax = 20;

/**
 * Somebody's own page. It shows what they set up themselves: whether they may look into the other channels is not ours to know,
 * who never asks for lists of members.
 */
export async function homeOf(
  { where, who, governs }: { readonly where: Place; readonly who: Person; readonly governs: boolean },
  services: Services,
): Promise<Said<Card>> {
  const { trackers, digests, relays, settings, links } = services.tenant(where.channel.workspace);
  const all = await trackers.list();
  const own = all.filter(({ createdBy }) => createdBy.id === who.id);
  const read = await trackerLines(own.slice(0, readMax), services);
  const unread = own.slice(readMax).map((tracker) => ({ tracker, posts: 0, before: null, coverage: 0, sparkline: "" }));
  const theirs = (await digests.list()).filter(({ createdBy }) => createdBy.id === who.id);
  const coming = (await relays.list()).filter(({ createdBy }) => createdBy.id === who.id);
  const facts = {
    relays: coming.flatMap((relay) => {
      const tracker = all.find(({ id }) => id === relay.tracker);
      return tracker ? [{ relay, tracker }] : [];
    }),
    digests: theirs.map((digest) => ({
      digest,
      subjects: null,
      next: nextTurn(digest.schedule, services.clock.now(), digest.lastOn).at,
    })),
    own: [...read, ...unread],
    others: all.length - own.length,
    settings: await settings.get(),
    governs,
    links: (await links.list()).map(({ other }) => other),
    now: services.clock.now(),
    disclosure: services.sources.disclosure(own.flatMap(({ networks }) => [...networks])),
  };
  // What the whole installation uses is for those who look after it.
  const used = governs ? await usedOf(services) : null;
  return (language) => homeCard({ ...facts, networks: networkLines(services, used, language) }, language);
}

interface Used {
  readonly today: readonly Usage[];
  readonly month: readonly Usage[];
}

async function usedOf({ usage, clock }: Services): Promise<Used> {
  const now = clock.now();
  return {
    today: await usage.since(now),
    month: await usage.since(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()))),
  };
}

const networkLines = ({ sources }: Services, used: Used | null, language: Language): readonly NetworkLine[] =>
  sources.networks.map(({ label, source: { name, quota, can, paceMs } }) => ({
    label: label(language),
    paceMs: can.stream || paceMs < minuteMs ? null : paceMs,
    costUsd: Math.max(0, ...quota.map(({ costUsd = 0 }) => costUsd)),
    limit: (used && quota.toSorted((a, b) => a.requests / a.windowMs - b.requests / b.windowMs)[0]) ?? null,
    today: used?.today.find(({ source }) => source === name)?.requests ?? 0,
    monthUsd: used?.month.find(({ source }) => source === name)?.costUsd ?? 0,
  }));
