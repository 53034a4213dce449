import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/store/postgres-setup.ts'],
    reporters: ['default', './tests/plain-reporter.ts'],
    testTimeout: 20_000,
    // Half of the time is waiting for processes and sockets.
    maxWorkers: '100%',
    // No test changes what another one imports, so the files share their workers.
    isolate: false,
  },
})
