import {tmpdir} from 'node:os'
import path from 'node:path'
import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.torture.ts'],
    globalSetup: ['test/support/all-figures.ts', 'test/support/one-toolchain.ts'],
    maxWorkers: 1,
    testTimeout: 3_600_000,
    env: {FORCE_COLOR: '0', XDG_STATE_HOME: path.join(tmpdir(), 'upgrade-wizard-test-state')},
  },
})
