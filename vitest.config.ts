import {defineConfig} from 'vitest/config'

// Cargo itself uses both cores: two files at a time keep whole drives of the program from starving each other.
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: {FORCE_COLOR: '0'},
  },
})
