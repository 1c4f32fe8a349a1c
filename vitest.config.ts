import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/services.ts"],
    setupFiles: ["test/setup/console.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
