import {describe, expect, test} from 'vitest'
import {type Bisection, type Breakage, type Finding, parseBisection, withFinding} from '../../src/bisect/bisection.ts'
import {outcomeOf} from '../../src/bisect/outcome.ts'
import {breakingChangesBetween} from '../../src/catalog/breaking-changes.ts'
import {describeOutcome} from '../../src/cli/bisect/describe-bisect.ts'
import {bisectJson} from '../../src/cli/bisect/json.ts'

const changes = await breakingChangesBetween(0, 48)

describe('what a search came to', () => {
  test('names the change that came after what works before those that were there already', () => {
    const known = search(found(36, 'good'), {...found(37, 'bad'), breakage: broken})
    const {works, breaks, reasons} = outcomeOf(known, changes)

    expect([works?.version, breaks?.version]).toEqual(['36.0.14', '37.0.3'])
    expect(reasons.map(({change, since, effect}) => ({change, since, effect}))).toEqual([
      {change: 'resource-limiter-send', since: 37, effect: 'error'},
      {change: undefined, since: undefined, effect: 'error'},
      {change: 'wasi-ctx-back-to-root', since: 36, effect: 'silent'},
    ])
  })

  test('is told with places, tests, each major and the next commands, and harmless for a terminal', () => {
    const text = told(search(found(36, 'good'), {...found(37, 'bad'), why: 'Prove: \u001b[2J1 test', breakage: broken}))

    expect(text).toContain('wasmtime 36 works, 37 breaks because of resource-limiter-send and 1 more cause')
    expect(text).toContain('    src/limits.rs:9:26')
    expect(text).toContain('    limited::limits')
    expect(text).toContain('  35  35.0.0   works   taken from 36')
    expect(text).toContain('  48  48.0.0   breaks  taken from 37')
    expect(text).toContain('To take 36: upgrade-wizard run --wasmtime 36')
    expect(text).not.toContain('\u001b')
  })

  test('says that what could not be tried may hold the border', () => {
    const text = told(search(found(36, 'good'), found(37, 'skip'), found(48, 'bad')))

    expect(text).toContain('wasmtime 36 works, 48 breaks; 37 could not be tried')
  })

  test('says that all pass, or that none does', () => {
    expect(told(search(found(48, 'good')))).toContain('wasmtime 48 works, as far as it was wanted')

    const none = told(search(found(34, 'bad')))
    expect(none).toContain('Nothing newer than wasmtime 25.0.3 works, 34 breaks')
    expect(none).not.toContain('To take')
  })

  test('is a document in which every major has a verdict, or null', () => {
    const known = search(found(35, 'good'), found(48, 'bad'))

    expect(bisectJson(known, outcomeOf(known, changes), [])).toMatchObject({
      schema: 'upgrade-wizard/bisect/1',
      open: [36, 37],
      mostTriesLeft: 2,
      majors: [
        {major: 34, verdict: 'good', by: null},
        {major: 35, verdict: 'good', by: 'try'},
        {major: 36, verdict: null},
        {major: 37, verdict: null},
        {major: 48, verdict: 'bad'},
      ],
    })
  })

  test('is read back as it was written, and nothing else is read', () => {
    const known = search({...found(37, 'bad'), breakage: broken})

    expect(parseBisection(JSON.stringify(known))).toEqual(known)
    expect(parseBisection(JSON.stringify({...known, schema: 'upgrade-wizard/bisection/2'}))).toBeUndefined()
    expect(parseBisection('{"schema"')).toBeUndefined()
  })
})

/** As it stands on a terminal. */
function told(known: Bisection): string {
  return describeOutcome(known, outcomeOf(known, changes), ['upgrade-wizard run --wasmtime 36']).join('\n')
}

function search(...findings: readonly Finding[]): Bisection {
  const versions = ['34.0.2', '35.0.0', '36.0.14', '37.0.3', '48.0.0']
  const empty: Bisection = {
    schema: 'upgrade-wizard/bisection/1',
    id: 'here',
    tool: '0.0.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    head: '0123456789abcdef',
    to: 48,
    reach: 'tests',
    from: ['25.0.3'],
    candidates: versions.map(version => ({major: Number.parseInt(version, 10), version})),
    findings: [],
  }
  return findings.reduce(withFinding, empty)
}

function found(major: number, verdict: Finding['verdict']): Finding {
  return {major, verdict, by: 'try', why: 'As tried', durationMs: 1000}
}

const broken: Breakage = {
  step: 'prove-tests',
  title: '1 test',
  detail: 'failed: limited::limits',
  causes: [
    {id: 'E0308', code: 'E0308', title: 'mismatched types', why: '', count: 9, places: []},
    {
      id: 'resource-limiter-send',
      change: 'resource-limiter-send',
      title: 'Send is required',
      why: '',
      count: 1,
      places: [{path: 'src/limits.rs', line: 9, column: 26, message: 'Rc cannot be sent'}],
    },
  ],
  tests: ['limited::limits'],
  suspects: [{change: 'wasi-ctx-back-to-root', path: 'src/wasi.rs', line: 3, what: 'Moved'}],
}
