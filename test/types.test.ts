import { expectTypeOf, test } from "vitest";
import type { Jobs as QueuedJobs } from "../src/backplane/backplane.ts";
import type { jobs } from "../src/jobs/index.ts";
import type { Job } from "../src/jobs/job.ts";
import type { Feeds } from "../src/model/feeds.ts";
import type { Tenant } from "../src/model/tenant.ts";
import type { JobInputs, Jobs } from "../src/services.ts";
import type { openStore } from "../src/store/store.ts";

type InputOf<J> = J extends Job<string, infer Input> ? Input : never;
type DeclaredInputs = { [J in (typeof jobs)[number] as J["name"]]: InputOf<J> };
type Store = ReturnType<typeof openStore>;

test("JobInputs says of every job what the job itself says", () => {
  expectTypeOf<DeclaredInputs>().toEqualTypeOf<JobInputs>();
});

test("the store and the queues are what the services promise", () => {
  expectTypeOf<ReturnType<Store["tenant"]>>().toEqualTypeOf<Tenant>();
  expectTypeOf<Store["feeds"]>().toExtend<Feeds>();
  expectTypeOf<QueuedJobs<JobInputs>>().toExtend<Jobs>();
});
