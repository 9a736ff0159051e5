import { describe } from "vitest";
import { rolesOn } from "./roles-suite.ts";

describe("the roles apart, meeting on Redis", () => rolesOn("Redis"));
