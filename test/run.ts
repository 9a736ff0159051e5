import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

/**
 * `npm test`: types, lint, dead code, then every test, and at the end one line that counts them all. What could not run here is
 * named, never silent. Words after `npm test --` go to vitest, e.g. a file name.
 */
const checks = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "lint and format", command: ["biome", "check", "."] },
  { name: "dead code", command: ["knip"] },
] as const;
/** What journeys then start. */
const build = { name: "build", command: ["npm", "run", "build"] } as const;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const run = (command: string, args: readonly string[], quiet: boolean): Promise<{ code: number; output: string }> =>
  new Promise((settle) => {
    const env = { ...process.env, PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}` };
    const child = spawn(command, args, { env, stdio: quiet ? "pipe" : "inherit" });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk));
    child.on("close", (code) => settle({ code: code ?? 1, output }));
  });

let passed = 0;
let failed = 0;
const skipped: string[] = [];
const only = process.argv.slice(2);

for (const { name, command } of only.length > 0 ? [build] : [...checks, build]) {
  const [program, ...args] = command;
  const { code, output } = await run(program, args, true);
  if (code === 0) passed++;
  else failed++;
  process.stdout.write(code === 0 ? `ok   ${name}\n` : `FAIL ${name}\n${output}\n`);
}
if (failed === 0) process.env.GROUNDSWELL_BUILT = "dist";

const folder = mkdtempSync(join(tmpdir(), "groundswell-test-"));
const file = join(folder, "report.json");
const vitest = await run(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...only],
  false,
);
try {
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const { name, status, assertionResults } of report.testResults) {
    if (status === "failed" && !assertionResults.some((a) => a.status === "failed")) failed++;
    for (const test of assertionResults) {
      if (test.status === "pending" || test.status === "skipped")
        skipped.push(`${name.replace(`${process.cwd()}/`, "")}: ${test.fullName}`);
    }
  }
} catch {
  failed++;
}
if (vitest.code !== 0 && failed === 0) failed++;
rmSync(folder, { recursive: true });

for (const test of skipped) process.stdout.write(`skipped ${test}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
