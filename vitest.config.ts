import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    // Each file has a database of its own; most of them wait for disks and other programs, not for a processor.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["{app,components,lib,prisma,scripts}/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/database-cluster.ts"],
          setupFiles: ["tests/support/database.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "s3",
          include: ["tests/s3/**/*.test.ts"],
          globalSetup: ["tests/support/database-cluster.ts", "tests/support/object-store.ts"],
          setupFiles: ["tests/support/database.ts"],
          // One store for all, which one of the tests takes away.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
