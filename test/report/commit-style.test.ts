import {describe, expect, test} from 'vitest'
import {commitStyleOf} from '../../src/report/commit-style.ts'
import {parseLog} from '../../src/scan/git-log.ts'

const said = (...subjects: readonly string[]) => subjects.map(subject => ({subject, author: 'Ada', isSignedOff: false}))

describe('the style of commits', () => {
  test('is the prefix that dependencies go by in a log of conventional commits', () => {
    const log = said(
      'feat: cache plugins',
      'build(deps): bump tokio from 1.0 to 1.1',
      'fix(cli): exit codes',
      'more words',
    )

    expect(commitStyleOf(log)).toEqual({prefix: 'build(deps): ', isCapital: false, isSignedOff: false})
  })

  test('keeps the spelling that is used most, its mark for a break too', () => {
    const log = said(
      'chore(deps)!: raise the least Rust',
      'chore(deps)!: drop serde',
      'chore(deps): bump syn',
      'feat: Run',
    )

    expect(commitStyleOf(log).prefix).toBe('chore(deps)!: ')
  })

  test('takes actions of the CI for no dependencies, and a scope only where scopes are used', () => {
    expect(commitStyleOf(said('ci(deps): bump actions/cache', 'feat(cli): plan')).prefix).toBe('chore(deps): ')
    expect(commitStyleOf(said('feat: plan', 'chore: tidy')).prefix).toBe('chore: ')
  })

  test('starts with a capital where people do, whatever bots write', () => {
    const log = said('feat: Plan upgrades', 'fix: Read the lockfile')
    const bot = {subject: 'chore(deps): bump x', author: 'dependabot[bot]', isSignedOff: false}

    expect(commitStyleOf([bot, bot, bot, ...log])).toMatchObject({prefix: 'chore(deps): ', isCapital: true})
  })

  test('is plain where a log has words of its own, or none', () => {
    const areas = said('wasi: read files', 'Bump MSRV to 1.96.0', 'cranelift: mend spills', 'docs: tell of it')

    expect(commitStyleOf(areas).prefix).toBe('')
    expect(commitStyleOf([])).toEqual({prefix: '', isCapital: true, isSignedOff: false})
  })

  test('signs off where nearly all people do, and not for one who did', () => {
    const signed = said('One', 'Two', 'Three', 'Four').map(one => ({...one, isSignedOff: true}))

    expect(commitStyleOf([...signed, ...said('Five')]).isSignedOff).toBe(true)
    expect(commitStyleOf([...signed.slice(0, 1), ...said('Five', 'Six')]).isSignedOff).toBe(false)
  })
})

test('a log is read by its fields, a subject that looks like one of git’s lines too', () => {
  const printed = `commit ${'a'.repeat(40)}\n\0Ada\0Ada <ada@example.org>\0commit of all\ncommit ${'b'.repeat(40)}\n\0Bo\0\0\n`

  expect(parseLog(printed)).toEqual([
    {subject: 'commit of all', author: 'Ada', isSignedOff: true},
    {subject: '', author: 'Bo', isSignedOff: false},
  ])
})
