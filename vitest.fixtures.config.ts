import {defineConfig} from 'vitest/config'

// Cargo builds and tests each fixture before and after: what it says changes only with the fixtures.
export default defineConfig({
  test: {
    include: ['test/**/*.fixtures.ts'],
    globalSetup: 'test/support/one-toolchain.ts',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: {FORCE_COLOR: '0'},
  },
})
