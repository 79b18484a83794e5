import {describe, expect, test} from 'vitest'
import type {BreakingChange} from '../../src/catalog/breaking-changes.ts'
import type {Finding} from '../../src/domain/finding.ts'
import {type Guided, guidanceItems} from '../../src/steps/guidance-items.ts'

function change(id: string, more: Partial<BreakingChange> = {}): BreakingChange {
  return {
    id,
    crate: 'wasmtime',
    major: 30,
    kind: 'signature',
    summary: `What ${id} changed`,
    detectIn: 'rust',
    isAutomatic: false,
    reason: `Why ${id} is by hand.`,
    rustcErrors: [],
    effect: 'error',
    likelihood: 3,
    pullRequests: [],
    ...more,
  }
}

function use(id: string, line: number, more: Partial<Finding> = {}): Finding {
  return {
    kind: 'api-use',
    place: 'rust-source',
    path: 'src/lib.rs',
    line,
    column: 5,
    span: {start: 0, end: 1},
    text: `${id}(${line});`,
    value: id,
    change: id,
    live: true,
    why: '',
    ...more,
  }
}

const items = (more: Partial<Guided>) =>
  guidanceItems({changes: [], uses: [], left: [], hasRule: id => id.startsWith('auto'), ...more})
const idsOf = (more: Partial<Guided>) => items(more).map(({id}) => id)

describe('what is for people', () => {
  test('is said once of a line, however often the line meets the change', () => {
    const uses = [use('val-ty', 12), use('val-ty', 12, {column: 30}), use('val-ty', 13)]

    expect(items({changes: [change('val-ty')], uses}).map(({line, column}) => [line, column])).toEqual([
      [12, 5],
      [13, 5],
    ])
  })

  test('names the place, what changed, what to do and how it is told', () => {
    const byHand = change('val-ty', {before: 'val.ty(&s)', after: 'val.ty(&s)?'})

    expect(items({changes: [byHand], uses: [use('val-ty', 12)]})).toEqual([
      {
        id: 'val-ty src/lib.rs val-ty(12);',
        change: 'val-ty',
        path: 'src/lib.rs',
        line: 12,
        column: 5,
        what: 'What val-ty changed',
        todo: 'Why val-ty is by hand.',
        before: 'val.ty(&s)',
        after: 'val.ty(&s)?',
        effect: 'error',
      },
    ])
  })

  test('is grouped by change: the silent ones first, what the compiler tells last, older ones before newer', () => {
    const changes = [
      change('late', {major: 40}),
      change('early'),
      change('warned', {effect: 'warning'}),
      change('quiet', {effect: 'silent', major: 45}),
    ]
    const uses = ['late', 'quiet', 'early', 'warned', 'early'].map((id, at) => use(id, 9 - at))

    expect(items({changes, uses}).map(({change, line}) => `${change} ${line}`)).toEqual([
      'quiet 8',
      'warned 6',
      'early 5',
      'early 7',
      'late 9',
    ])
  })

  test('has the places that a rule left alone, each once and with the reason', () => {
    const auto = change('auto-view', {isAutomatic: true})
    const left = {change: 'auto-view', path: 'src/lib.rs', line: 4, column: 1, why: 'it has no ctx()'}
    const uses = [use('auto-view', 4), use('auto-view', 8)]

    expect(items({changes: [auto], uses, left: [left]})).toMatchObject([
      {line: 4, todo: 'The rule left it alone: it has no ctx().', id: 'auto-view src/lib.rs auto-view(4);'},
    ])
  })

  test('names a rule that broke down as a bug, even where it is about no change', () => {
    const left = {change: '', path: 'a.rs', line: 1, column: 1, why: 'the rules come to no end', isBug: true as const}

    expect(items({left: [left]})).toMatchObject([
      {path: 'a.rs', todo: 'The rule left it alone: the rules come to no end, which is a bug of the wizard.'},
    ])
  })

  test('is neither what is only mentioned nor what rules and other steps take care of', () => {
    const changes = [change('by-hand'), change('auto', {isAutomatic: true}), change('no-rule', {isAutomatic: true})]
    const uses = [
      use('by-hand', 1, {live: false}),
      use('auto', 2),
      use('no-rule', 3),
      use('no-rule', 4, {place: 'manifest'}),
      use('by-hand', 5, {place: 'manifest', path: 'Cargo.toml'}),
    ]

    expect(items({changes, uses}).map(({line}) => line)).toEqual([5, 3])
  })

  test('keeps its names when lines move, and numbers lines that are the same', () => {
    const changes = [change('c')]
    const same = {text: 'f();'}
    const before = idsOf({changes, uses: [use('c', 1, same), use('c', 7, same), use('c', 9)]})

    expect(before).toEqual(['c src/lib.rs f();', 'c src/lib.rs f(); #2', 'c src/lib.rs c(9);'])
    expect(idsOf({changes, uses: [use('c', 11, same), use('c', 17, same), use('c', 19, {text: 'c(9);'})]})).toEqual(
      before,
    )
  })

  test('has names that fit the state file, however long paths and lines are', () => {
    const long = use('c', 1, {path: 'p/'.repeat(400), text: 'x'.repeat(5000)})

    expect(idsOf({changes: [change('c')], uses: [long, {...long, line: 2}]}).map(id => id.length)).toEqual([290, 293])
  })
})
