import fc from 'fast-check'
import {expect, test} from 'vitest'
import {compareRust, isRustVersion, raiseRustVersion, shortRust} from '../../src/domain/rust-version.ts'

test.each([
  ['1.75', '1.86', '1.86'],
  ['1.75.0', '1.86', '1.86.0'],
  ['1.75', '1.86.0', '1.86'],
  ['1.75.0', '1.86.0', '1.86.0'],
  ['1.9', '1.10', '1.10'],
  ['1.75', '1.86.1', '1.86.1'],
  ['1.86', '1.86.1', '1.86.1'],
  ['1.85.1', '1.86', '1.86.0'],
])('raises %s to what %s asks for in its own precision: %s', (spelling, needed, raised) => {
  expect(raiseRustVersion(spelling, needed)).toBe(raised)
})

test.each([
  ['1.86', '1.86.0'],
  ['1.86.0', '1.86'],
  ['1.88', '1.86.0'],
  ['1.100', '1.86'],
  ['stable', '1.86'],
  ['nightly-2026-01-01', '1.86'],
  ['54', '1.86'],
  ['1', '1.86'],
  ['1.075', '1.86'],
])('leaves %s alone when %s is needed', (spelling, needed) => {
  expect(raiseRustVersion(spelling, needed)).toBeUndefined()
})

test('compares by number, not by letter, and takes 1.86 for 1.86.0', () => {
  expect(['1.100.0', '1.9', '1.86', '1.86.1'].toSorted(compareRust)).toEqual(['1.9', '1.86', '1.86.1', '1.100.0'])
  expect(compareRust('1.86', '1.86.0')).toBe(0)
})

test('refuses to compare what is not a version', () => {
  expect(() => compareRust('stable', '1.86')).toThrow('not a Rust version: "stable"')
})

test('says a version as people do', () => {
  expect(['1.86.0', '1.86', '1.85.1'].map(shortRust)).toEqual(['1.86', '1.86', '1.85.1'])
})

const version = fc.oneof(
  fc.nat({max: 120}).map(minor => `1.${minor}`),
  fc.tuple(fc.nat({max: 120}), fc.nat({max: 3})).map(([minor, patch]) => `1.${minor}.${patch}`),
)

test('a raised version is a version, high enough, as precise as before, and raising it again changes nothing', () => {
  fc.assert(
    fc.property(version, version, (spelling, needed) => {
      const raised = raiseRustVersion(spelling, needed) ?? spelling
      expect(isRustVersion(raised)).toBe(true)
      expect(compareRust(raised, needed)).toBeGreaterThanOrEqual(0)
      expect(compareRust(raised, spelling)).toBeGreaterThanOrEqual(0)
      expect(raiseRustVersion(raised, needed)).toBeUndefined()
      // A patch that is needed is written out; else the precision stays.
      const isPatched = raised !== spelling && !/\.0$/.test(raised) && raised.split('.').length === 3
      expect(raised.split('.')).toHaveLength(isPatched ? 3 : spelling.split('.').length)
    }),
  )
})
