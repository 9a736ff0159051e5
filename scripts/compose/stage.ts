import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { repository } from "./file.ts";
import { copiesOf, finalStage, stagesOf } from "./image.ts";

/**
 * What the image would hold, in `folder`: what the last stage of the Dockerfile copies, from here and from a build made here. Only
 * node_modules is not pruned: it is a link.
 */
export function stageImage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const workdir = stagesOf()[0]?.instructions.find(({ name }) => name === "WORKDIR")?.rest ?? "/";
  for (const { stage, paths, to } of copiesOf(finalStage()))
    for (const path of paths) {
      const source = join(repository, stage === null ? path : relative(workdir, path));
      const target = join(folder, paths.length > 1 ? join(to, path) : to);
      if (path.endsWith("node_modules")) symlinkSync(source, target);
      else cpSync(source, target, { recursive: true });
    }
}
