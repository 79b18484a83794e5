import {tmpdir} from 'node:os'
import path from 'node:path'
import {defineConfig} from 'vitest/config'

// Cargo itself uses both cores: two files at a time keep whole drives of the program from starving each other.
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/one-toolchain.ts',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is agreed to in a test isn't agreed to by whoever runs it.
    env: {FORCE_COLOR: '0', XDG_STATE_HOME: path.join(tmpdir(), 'upgrade-wizard-test-state')},
  },
})
