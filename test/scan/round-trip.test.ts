import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {applyEdits} from '../../src/domain/edit.ts'
import type {Finding} from '../../src/domain/finding.ts'
import {replaceValues} from '../../src/editors/replace-values.ts'
import {detectors} from '../../src/scan/detectors.ts'
import {expectTrueSpan, isFamily} from './findings.ts'

const files = [
  ['Cargo.toml', 'toml/aligned-columns.toml'],
  ['.github/workflows/ci.yml', 'yaml/loose-workflow.yml'],
  ['Dockerfile', 'dockerfile/two-stages.dockerfile'],
  ['.devcontainer/devcontainer.json', 'json/devcontainer.json'],
  ['Makefile', 'lines/Makefile'],
] as const

test.each(files)('finds in %s, after a replacement, the new value in the same places', async (path, fixture) => {
  const original = readFileSync(new URL(`../../fixtures/editors/${fixture}`, import.meta.url), 'utf8')
  const entry = detectors.find(({accepts}) => accepts(path))
  const detect = await entry?.load()
  const find = (text: string) => {
    const findings = detect?.({path, text}, {isFamily, packageRoots: new Set([''])}) ?? []
    for (const finding of findings) expectTrueSpan(finding, text)
    return findings
  }

  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.constantFrom('1.86', '1.90', '1.90.0'), (hasCrlf, hasBom, to) => {
      const text = (hasBom ? '\uFEFF' : '') + (hasCrlf ? original.replaceAll('\n', '\r\n') : original)
      const before = find(text)
      const stated = before.filter(isStatedRust)
      const changes = stated.map(({span, value}) => ({span, from: value, to}))
      const plan = replaceValues(stated[0]?.place ?? 'document', text, changes)
      if (plan.kind !== 'edits') throw new Error(JSON.stringify(plan))

      const after = find(applyEdits(text, plan.edits))

      expect(after.map(({line, kind, value}) => [line, kind, value])).toEqual(
        before.map(finding => [finding.line, finding.kind, isStatedRust(finding) ? to : finding.value]),
      )
    }),
  )
})

function isStatedRust({live, value}: Finding): boolean {
  return live && /^1\.\d/.test(value)
}
