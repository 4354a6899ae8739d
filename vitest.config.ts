import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Not one fewer than there are cores, as by default: a worker waits for PostgreSQL half of its time.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: ['server/src/**/*.test.ts', 'web/src/**/*.test.ts', 'server/tests/golden/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'architecture',
          include: ['server/tests/architecture/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          // Files of a worker share what they import: nothing of the product is kept in module variables.
          isolate: false,
          include: ['server/src/**/*.db.test.ts', 'server/tests/**/*.test.ts'],
          exclude: [
            'server/tests/golden/**',
            'server/tests/architecture/**',
            'server/tests/launcher/**',
            'server/tests/proofs/**',
            '**/node_modules/**',
          ],
          globalSetup: ['server/tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'launcher',
          include: ['server/tests/launcher/**/*.test.ts', 'server/tests/proofs/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['server/tests/support/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
