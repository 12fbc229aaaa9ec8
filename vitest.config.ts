import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // No test is about time, and machines are busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
