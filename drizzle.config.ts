import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./src/store/workspace-table.ts",
    "./src/store/tenant-tables.ts",
    "./src/store/alert-tables.ts",
    "./src/store/feedback-tables.ts",
    "./src/store/link-tables.ts",
    "./src/store/peace-tables.ts",
    "./src/store/reading-tables.ts",
    "./src/store/collected-tables.ts",
  ],
  out: "./drizzle",
  casing: "snake_case",
});
