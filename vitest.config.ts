import { defineConfig } from "vitest/config";

/** What borrows a real Redis or Neo4j. */
const SERVICES = ["test/services/**/*.test.ts", "test/adapters/{neo4j,queue}/**/*.test.ts"];

/** What calls the built command, a browser or others' tools, packs the package, waits for faults, or asks each route thousands of times. */
const COMMANDS = [
  "test/cli/**/*.test.ts",
  "test/package.test.ts",
  "test/app/enforcement/{execute,appeal}.test.ts",
  "test/http/{injection,table}.test.ts",
  "test/report/seen/**/*.test.ts",
];

/** What opens the workbench in a real Chromium. */
const BROWSER = ["test/workbench/**/*.test.ts"];

const shared = { setupFiles: ["test/setup/console.ts", "test/setup/seed.ts"], testTimeout: 60_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: "unit", include: ["test/**/*.test.ts"], exclude: [...SERVICES, ...COMMANDS, ...BROWSER] } },
      { test: { ...shared, name: "commands", include: COMMANDS } },
      { test: { ...shared, name: "browser", include: BROWSER } },
      { test: { ...shared, name: "services", include: SERVICES, globalSetup: ["test/setup/services.ts"] } },
    ],
  },
});
