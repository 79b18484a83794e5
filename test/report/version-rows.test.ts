import {expect, test} from 'vitest'
import {versionChanges} from '../../src/report/version-rows.ts'
import {measuredSession, measuringPlan} from '../support/measured-session.ts'

type Rust = readonly string[]

/** The row about Rust of a session that starts from these statements, on its way to 1.86. */
function rustRow(rust: Rust, leftOut: string[] = []) {
  const steps = measuringPlan.steps.filter(({id}) => !leftOut.includes(id))
  const session = measuredSession({}, {...measuringPlan, steps, leftOut})
  const [row] = versionChanges({...session, before: {rust, requirements: {}}}, {baseline: undefined, after: undefined})
  return `${row?.before} → ${row?.after}`
}

test('Rust goes from what was stated below the new one, each version once', () => {
  expect(rustRow(['1.75', '1.75.0', '1.76.0', '1.88'])).toBe('1.75, 1.76 → 1.86')
})

test('where nothing is raised, nothing is said to be: all are new enough, none is stated, or the step was left out', () => {
  expect(rustRow(['1.88'])).toBe('1.88 → 1.88')
  expect(rustRow([])).toBe('null → null')
  expect(rustRow(['1.75'], ['raise-rust'])).toBe('1.75 → 1.75')
})
