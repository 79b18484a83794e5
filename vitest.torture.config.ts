import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {include: ['test/**/*.torture.ts'], maxWorkers: 1, testTimeout: 3_600_000, env: {FORCE_COLOR: '0'}},
})
