import { hourMs, minuteMs } from "./clock.ts";

/** What clocks on a wall say. `month` is 1 to 12, `weekday` 1 (Monday) to 7. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

/** The IANA zone that somebody means by "europe/berlin", "Berlin", "São Paulo" or "CET"; null where there is none. */
export function zoneCalled(typed: string): string | null {
  const wanted = folded(typed);
  if (!/^[a-z]/u.test(wanted)) return null;
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const found = known.find((zone) => folded(zone) === wanted);
  if (found) return found;
  const renamed = renamedCities[wanted];
  if (renamed) return renamed;
  const city = known.filter((zone) => folded(zone).endsWith(`/${wanted}`));
  if (city.length === 1) return city[0] ?? null;
  // Not all that are known are listed: "GMT", "Asia/Kolkata".
  return isZone(wanted) ? written(wanted) : null;
}

/** With the capitals that names of zones have: "Asia/Ho_Chi_Minh", "CET", "Etc/GMT+3". */
const written = (zone: string): string =>
  zone.includes("/")
    ? zone.replace(/\b(?:gmt|utc|us)\b|(?<=^|[/_-])[a-z]/gu, (letters) => letters.toUpperCase())
    : zone.toUpperCase();

/** As it is compared: without accents, capitals and spaces. */
const folded = (name: string): string =>
  name.trim().normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/gu, "_").toLowerCase();

/** Cities whose zones were given another name, of which lists have the one or the other. */
const renamedCities: Readonly<Record<string, string>> = {
  asmara: "Africa/Asmara",
  calcutta: "Asia/Kolkata",
  delhi: "Asia/Kolkata",
  hanoi: "Asia/Ho_Chi_Minh",
  ho_chi_minh: "Asia/Ho_Chi_Minh",
  ho_chi_minh_city: "Asia/Ho_Chi_Minh",
  kathmandu: "Asia/Kathmandu",
  kiev: "Europe/Kyiv",
  kolkata: "Asia/Kolkata",
  kyiv: "Europe/Kyiv",
  mumbai: "Asia/Kolkata",
  nuuk: "America/Nuuk",
  saigon: "Asia/Ho_Chi_Minh",
  yangon: "Asia/Yangon",
};

/** Making one takes longer than asking it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  clocks.set(zone, clock);
  return clock;
}

/** What the clocks of an IANA zone show at an instant. Throws RangeError where there is no such zone. */
export function wallTime(zone: string, at: Date): WallTime & { readonly weekday: number } {
  const shown = clockOf(zone).formatToParts(at);
  const part = (type: string) => Number(shown.find((p) => p.type === type)?.value);
  const wall = {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
  };
  return { ...wall, weekday: new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() || 7 };
}

/**
 * The instant at which the clocks of a zone show this; fields beyond their range roll over, as in Date.UTC. A time that is
 * skipped in spring is the one as much later; of one that comes twice in autumn it is the first.
 */
export function instantOf(zone: string, { year, month, day, hour, minute }: WallTime): Date {
  const wantedMs = Date.UTC(year, month - 1, day, hour, minute);
  const offsetMs = (ms: number) => {
    const shown = wallTime(zone, new Date(ms));
    const shownMs = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
    return shownMs - Math.floor(ms / minuteMs) * minuteMs;
  };
  // No zone changes its clocks twice in two days.
  const before = offsetMs(wantedMs - 24 * hourMs);
  const after = offsetMs(wantedMs + 24 * hourMs);
  const first = wantedMs - before;
  return new Date(offsetMs(first) === before || offsetMs(wantedMs - after) !== after ? first : wantedMs - after);
}
