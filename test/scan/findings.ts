import {expect} from 'vitest'
import type {Finding} from '../../src/domain/finding.ts'
import type {Detector, DetectorContext} from '../../src/scan/source-file.ts'

export function isFamily(crate: string): boolean {
  return /^(wasmtime(-\w+)*|wiggle)$/.test(crate)
}

/** What a detector finds, a line each: `line:column value`, `(mention)` where nothing is decided, the reason. */
export function found(detect: Detector, path: string, text: string, packageRoots: readonly string[] = ['']): string[] {
  const ctx: DetectorContext = {isFamily, packageRoots: new Set(packageRoots)}
  const findings = detect({path, text}, ctx)
  for (const finding of findings) expectTrueSpan(finding, text)
  return findings.map(shown)
}

/** The span holds exactly the value, at the line and column that are named. */
export function expectTrueSpan(finding: Finding, text: string): void {
  expect(text.slice(finding.span.start, finding.span.end)).toBe(finding.value)
  const line = text.split('\n')[finding.line - 1] ?? ''
  expect(line.slice(finding.column - 1).startsWith(finding.value)).toBe(true)
  expect(finding.text).toBe(line.trim())
}

function shown({line, column, kind, crate, value, live, why}: Finding): string {
  return `${line}:${column} ${crate ?? kind} ${value}${live ? '' : ' (mention)'}: ${why}`
}
