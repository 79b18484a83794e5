import {tmpdir} from 'node:os'
import path from 'node:path'
import {defineConfig} from 'vitest/config'

// Whole upgrades with the published crates: each builds wasmtime twice, which takes both cores for minutes.
export default defineConfig({
  test: {
    include: ['test/**/*.real.ts'],
    globalSetup: 'test/support/one-toolchain.ts',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    env: {FORCE_COLOR: '0', XDG_STATE_HOME: path.join(tmpdir(), 'upgrade-wizard-test-state')},
  },
})
