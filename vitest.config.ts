import { defineConfig } from 'vitest/config'

// One worker a core of the smallest machine we support; globalSetup starts one embedded engine for each.
const maxWorkers = 2

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{prisma,packages,apps,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/build/**', '**/*.postgres.test.ts', '**/*.conflict.test.ts'],
          globalSetup: [
            'prisma/src/testing/engines.ts',
            'prisma/src/testing/cockroachdb-subset/recorded-statements.ts',
          ],
          setupFiles: [
            'prisma/src/testing/fail-on-console.ts',
            'prisma/src/testing/cockroachdb-subset/record-statements.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // All that writes, folds, loads and trains, once more while the database refuses statements and COMMITs at random.
        test: {
          name: 'conflicts',
          // Not writes-at-once: with its own conflicts on top, a transaction could use up its eight tries.
          include: [
            'prisma/src/**/*.conflict.test.ts',
            'prisma/src/rollups/{rollups,work-in-parts}.test.ts',
            'packages/trpc-router/src/resources/**/!(writes-at-once).test.ts',
            'packages/trpc-router/src/identity/identity.test.ts',
            'packages/trpc-router/src/testing/oracle/oracle.test.ts',
            'packages/trpc-router/src/recommendations/serving/recommendations.test.ts',
            'packages/seed/src/dataset/load.test.ts',
            'packages/seed/src/simulator/load/load-simulation.test.ts',
          ],
          globalSetup: ['prisma/src/testing/engines.ts'],
          setupFiles: ['prisma/src/testing/fail-on-console.ts', 'prisma/src/testing/inject-conflicts.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Whether the statements that all tests sent are inside the subset of SQL that CockroachDB has.
        test: {
          name: 'subset',
          include: ['prisma/src/testing/cockroachdb-subset/*.subset.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
        },
      },
      {
        // What only a server with concurrent sessions can show: conflicts, retries, TLS.
        test: {
          name: 'postgres',
          include: ['{prisma,packages,apps}/**/*.postgres.test.ts'],
          globalSetup: ['prisma/src/testing/engines.ts'],
          setupFiles: ['prisma/src/testing/fail-on-console.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Thousands of hostile requests, crashes, cut connections: minutes, and a PostgreSQL.
        test: {
          name: 'faults',
          include: ['apps/remix/faults/**/*.fault.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['apps/remix/e2e/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
