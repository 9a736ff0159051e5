import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Memory {
  readonly productMb: number;
  readonly postgresMb: number;
}

/** Proportional set sizes, so that what processes share counts once; of the process and of all that descend from it. */
export function memoryOf(pid: number): Memory | null {
  try {
    const family = familyOf(pid);
    const sum = (isPostgres: boolean) =>
      family.filter(({ name }) => (name === "postgres") === isPostgres).reduce((mb, { pid }) => mb + pssMb(pid), 0);
    return { productMb: sum(false), postgresMb: sum(true) };
  } catch {
    return null;
  }
}

interface Process {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
}

function familyOf(pid: number): Process[] {
  const all = readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? processOf(Number(entry)) : []));
  const family = all.filter((process) => process.pid === pid);
  // It grows while it is walked.
  for (const { pid } of family) family.push(...all.filter(({ parent }) => parent === pid));
  return family;
}

/** See proc_pid_stat(5): the name stands in brackets and may hold some itself; the parent is the second word behind it. */
function processOf(pid: number): Process | [] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { pid, name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return [];
  }
}

/** Whoever ended while it was looked at has none. */
function pssMb(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return (Number(kilobytes ?? 0) * 1_024) / 1e6;
  } catch (error) {
    if (existsSync(`/proc/${pid}`)) throw error;
    return 0;
  }
}
