// Loaded before the program: a machine on which no time passes and the disk is always as full. What is drawn then depends on
// neither the day nor the load.
import {promises} from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'

const now = Date.parse('2026-10-12T09:30:00Z')

globalThis.Date = class extends Date {
  constructor(...args) {
    super(...(args.length === 0 ? [now] : args))
  }
  static now = () => now
}
performance.now = () => 0
promises.statfs = async () => ({
  type: 0,
  bsize: 4096,
  blocks: 25_000_000,
  bfree: 9_300_000,
  bavail: 9_300_000,
  files: 0,
  ffree: 0,
})
syncBuiltinESMExports()
