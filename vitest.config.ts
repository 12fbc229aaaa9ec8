import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    maxWorkers: '100%',
    globalSetup: ['test/build.ts'],
    // No test is about time, and machines are busy.
    // The tests that run side by side wait nearly all the time.
    maxConcurrency: 24,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
