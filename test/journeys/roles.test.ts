import { describe, expect, test } from "vitest";
import { openInstallation } from "./product.ts";
import { rolesOn } from "./roles-suite.ts";

describe("the roles apart, meeting on Postgres", () => rolesOn("Postgres"));

test.each(["bot", "worker", "web"] as const)(
  "without DATABASE_URL the %s says what it needs, and ends",
  async (role) => {
    const installation = openInstallation();
    try {
      const { code, output } = await installation.run({ verb: role });
      expect(output).toBe(
        "Groundswell cannot start:\n  - DATABASE_URL is missing: the processes of bot, worker and web meet in one Postgres. To try Groundswell in one process, use start.\n",
      );
      expect(code).toBe(1);
      expect(installation.postgresPid()).toBeNull();
    } finally {
      await installation.remove();
    }
  },
);
