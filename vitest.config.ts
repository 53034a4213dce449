import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Whole lives of processes take their time: where everything must be green they are tried, too (.ci/run).
    exclude: process.env.TEST_LONG ? [] : ['tests/e2e/processes.test.ts', 'tests/e2e/faults-long.test.ts'],
    globalSetup: ['tests/store/postgres-setup.ts'],
    reporters: ['default', './tests/plain-reporter.ts'],
    testTimeout: 20_000,
    // Half of the time is waiting for processes and sockets.
    maxWorkers: '100%',
    // No test changes what another one imports, so the files share their workers.
    isolate: false,
  },
})
