import { join } from "node:path";

import { defineConfig } from "vitest/config";

const source = (entry: string) => join(import.meta.dirname, "providers/proxmox", entry);

export default defineConfig({
  // Examples name the package as their readers do.
  resolve: {
    alias: [
      { find: /^pve-cdk$/, replacement: source("index.ts") },
      { find: /^pve-cdk\/simulator$/, replacement: source("simulator/index.ts") },
      { find: /^pve-cdk\/testing$/, replacement: source("testing/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    globalSetup: ["test/secrets/around-all-tests.ts"],
    teardownTimeout: 120_000,
    // Only what hangs may meet these: a machine that does much else takes ten times as long as an idle one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
