import { ann, ben, channel, type Stage } from "./services.ts";

/** Links the stage's workspace, which makes the code, with another; both say yes. */
export async function linkOf({ services }: Stage, other: string, maker = channel.workspace): Promise<number> {
  const [here, there] = [services.tenant(maker).links, services.tenant(other).links];
  const offered = await here.offer(ann);
  const taken = offered === "full" ? "full" : await there.redeem(offered.code, ben);
  if (typeof taken === "string") throw new Error(taken);
  await there.confirm(taken.id);
  await here.confirm(taken.id);
  return taken.id;
}
