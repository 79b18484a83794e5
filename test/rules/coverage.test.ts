import {expect, test} from 'vitest'
import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {coverRules} from '../../src/rules/coverage.ts'

test('every change that can be carried out by itself has a rule, or is what raising Rust is for', async () => {
  const covered = coverRules(await loadBreakingChanges())
  const count = (by: string) => covered.filter(one => one.by === by).length

  expect(covered.filter(({by}) => by === 'missing').map(({change}) => change.id)).toEqual([])
  expect(count('rule') + count('manifest-rule')).toBe(74)
  expect(covered).toHaveLength(221)
})

test('no rule carries out what the catalogue leaves to people', async () => {
  const covered = coverRules(await loadBreakingChanges())
  const carried = covered.filter(({by}) => by === 'rule' || by === 'manifest-rule')

  expect(carried.filter(({change}) => !change.isAutomatic).map(({change}) => change.id)).toEqual([])
})
