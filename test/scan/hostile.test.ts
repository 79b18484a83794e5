import {describe, expect, test} from 'vitest'
import {detectors} from '../../src/scan/detectors.ts'
import {readLockfile} from '../../src/scan/lockfile.ts'
import {readManifest} from '../../src/scan/manifest.ts'
import {NotParsedError} from '../../src/scan/source-file.ts'
import {isFamily} from './findings.ts'

const size = 60_000
const many = (text: string) => text.repeat(Math.ceil(size / text.length))
const nested = (open: string, close: string) => `rust = ${open.repeat(size / 2)}${close.repeat(size / 2)}`

/** Texts that parsers and patterns take badly: endless, nested without end, full of beginnings. */
const texts = {
  'an endless comment': many('#'),
  'endless space': `rust${many(' ')}`,
  'endless quotes': `rust = ${many('"')}`,
  'equal keys': many('rust:\n  toolchain: x\n'),
  'nested lists': nested('[', ']'),
  'nested tables': `rust = ${'{a='.repeat(size / 4)}1${'}'.repeat(size / 4)}`,
  'open lists': many('rust: [ '),
  'dotted keys': `rust${many('.a')}=1`,
  'endless anchors': many('&rust *rust '),
  'beginnings of commands': many('rustup install cargo + rust:/"rust": [ crate.spec('),
  'beginnings of names': many('wasmtime-wasmtime WASMTIME_'),
  'one version after another': many('RUST=1.75 '),
}

describe.each(Object.entries(texts))('%s', (_what, text) => {
  test.each(detectors.map(({place, load}) => ({place, load})))(
    'is read soon as $place',
    async ({load}) => {
      const detect = await load()

      expect(withoutSurprise(() => detect({path: 'Cargo.toml', text}, {isFamily, packageRoots: new Set()}))).toBe(true)
    },
    3000,
  )

  test('is read soon as a manifest and as a lockfile of its own', () => {
    expect(withoutSurprise(() => readManifest({path: 'Cargo.toml', text}))).toBe(true)
    expect(withoutSurprise(() => readLockfile({path: 'Cargo.lock', text}))).toBe(true)
  })
})

/** Whether it answers, or says that the text is not valid in its format. */
function withoutSurprise(read: () => unknown): boolean {
  try {
    return read() !== undefined
  } catch (error) {
    if (error instanceof NotParsedError) return true
    throw error
  }
}
