import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import fc from 'fast-check'
import {beforeAll, describe, expect, test} from 'vitest'
import {isFamily} from '../../src/catalog/family.ts'
import {applyEdits} from '../../src/domain/edit.ts'
import type {Finding} from '../../src/domain/finding.ts'
import type {Target} from '../../src/domain/target.ts'
import {replaceValues, type ValueChange} from '../../src/editors/replace-values.ts'
import {classified} from '../../src/scan/classify.ts'
import {detectors} from '../../src/scan/detectors.ts'
import type {Detector} from '../../src/scan/source-file.ts'
import {movedTarget} from '../../src/steps/move-wasm-target.ts'
import {raisedFamily} from '../../src/steps/raise-family.ts'
import {risenRust} from '../../src/steps/raise-rust.ts'

/** Repositories as people lay them out, and the places in them that an upgrade edits. */
const repositories = fileURLToPath(new URL('../../fixtures/repos', import.meta.url))
const targets: readonly Target[] = ['36.0.14', '37.0.3', '48.0.0'].map(wasmtime => ({
  wasmtime,
  // 1.90 is where YAML numbers lose their zero.
  rust: {version: wasmtime === '48.0.0' ? '1.90' : '1.87.0', because: []},
  edition: null,
}))

type RealFile = {readonly name: string; readonly path: string; readonly text: string; readonly detect: Detector}

let files: readonly RealFile[] = []
beforeAll(async () => {
  files = await edited(repositories)
})

describe('the edits of real files', () => {
  test('there are files of every kind that an upgrade edits', () => {
    const places = new Set(files.flatMap(file => findingsOf(file).map(({place}) => place)))

    expect([...places].toSorted()).toEqual(
      expect.arrayContaining([
        'cargo-config',
        'clippy-config',
        'dockerfile',
        'document',
        'makefile',
        'manifest',
        'script',
        'workflow',
      ]),
    )
  })

  test('are found and made alike with other line ends, a byte order mark and no last line break', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.constantFrom(...targets), variant, (file, target, change) => {
        const plain = raised(file, target)
        const changed = raised({...file, text: change(file.text)}, target)

        expect(changed.text).toBe(change(plain.text))
        expect(changed.notes).toEqual(plain.notes)
      }),
      {numRuns: 150},
    )
  })

  test('change nothing but the values and the quotes a number needs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.constantFrom(...targets), variant, (file, target, change) => {
        const text = change(file.text)
        const changes = changesOf({...file, text}, target)
        const {pieces} = between(text, changes)

        // What stood between the values stands there still, in order, but for quotes.
        let rest = raised({...file, text}, target).text
        for (const [index, piece] of pieces.entries()) {
          const to = changes[index - 1]?.to
          if (to !== undefined) {
            const spelling = [to, `"${to}"`].find(spelling => rest.startsWith(spelling + piece.slice(0, 1))) ?? ''
            expect(spelling, `${file.name}: ${rest.slice(0, 40)}`).not.toBe('')
            rest = rest.slice(spelling.length)
          }
          expect(rest.startsWith(piece), `${file.name} behind ${to}`).toBe(true)
          rest = rest.slice(piece.length)
        }
        expect(rest).toBe('')
      }),
      {numRuns: 150},
    )
  })

  test('are nothing the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.constantFrom(...targets), variant, (file, target, change) => {
        const once = raised({...file, text: change(file.text)}, target)

        expect(changesOf({...file, text: once.text}, target)).toEqual([])
      }),
      {numRuns: 150},
    )
  })
})

const variant = fc
  .record({hasCrlf: fc.boolean(), hasBom: fc.boolean(), isCut: fc.boolean()})
  .map(({hasCrlf, hasBom, isCut}) => (text: string) => {
    const lines = hasCrlf ? text.replace(/\r?\n/g, '\r\n') : text
    return (hasBom ? '\uFEFF' : '') + (isCut ? lines.trimEnd() : lines)
  })

function raised(file: RealFile, target: Target): {readonly text: string; readonly notes: readonly string[]} {
  const changes = changesOf(file, target)
  if (changes.length === 0) return {text: file.text, notes: []}
  const plan = replaceValues(placeOf(file), file.text, changes)
  if (plan.kind !== 'edits') throw new Error(`${file.name}: ${JSON.stringify(plan)}`)
  return {text: applyEdits(file.text, plan.edits), notes: plan.notes}
}

function changesOf(file: RealFile, target: Target): readonly ValueChange[] {
  return findingsOf(file).flatMap(finding => {
    const to = finding.live
      ? (risenRust(finding, target) ?? movedTarget(finding, target) ?? familyOf(finding, target))
      : undefined
    return to === undefined ? [] : [{span: finding.span, from: finding.value, to}]
  })
}

function familyOf(finding: Finding, {wasmtime}: Target): string | undefined {
  return raisedFamily(finding, wasmtime)
}

function findingsOf({detect, path, text}: RealFile): readonly Finding[] {
  return detect({path, text}, {isFamily, packageRoots: new Set([''])}).map(classified)
}

function placeOf(file: RealFile): Finding['place'] {
  const entry = detectors.find(({accepts}) => accepts(file.path))
  if (entry === undefined) throw new Error(`${file.path} has no detector`)
  return entry.place
}

/** The stretches of a text before, between and behind its changes. */
function between(text: string, changes: readonly ValueChange[]): {readonly pieces: readonly string[]} {
  const ends = [0, ...changes.map(({span}) => span.end)]
  return {pieces: ends.map((end, index) => text.slice(end, changes[index]?.span.start ?? text.length))}
}

/** Every file of the repositories in which an upgrade would edit something. */
async function edited(folder: string): Promise<readonly RealFile[]> {
  const found: RealFile[] = []
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    const full = path.join(entry.parentPath, entry.name)
    const [, name = '', inside = ''] = /^([^/]+\/in)\/(.*)$/.exec(path.relative(folder, full)) ?? []
    const kind = detectors.find(({accepts}) => accepts(inside))
    if (!entry.isFile() || inside === '' || kind === undefined || kind.place === 'lockfile') continue
    const text = readFileSync(full, 'utf8')
    const file = {name: `${name}/${inside}`, path: inside, text, detect: await kind.load()}
    if (targets.some(target => changesOf(file, target).length > 0)) found.push(file)
  }
  return found
}
