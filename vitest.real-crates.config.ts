import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {include: ['test/**/*.real-crates.ts'], maxWorkers: 1, testTimeout: 3_600_000, env: {FORCE_COLOR: '0'}},
})
