import {expect, test} from 'vitest'
import type {StepPlan} from '../../src/domain/plan.ts'
import type {RustReason} from '../../src/domain/target.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {againstUndo, upgradeParts} from '../../src/plan/undo-advice.ts'

const kinds = ['record-baseline', 'raise-rust', 'raise-family', 'refresh-lockfile', 'prove-build', 'raise-edition']

/** A session on wasmtime 36 with these steps accepted. */
function session(
  accepted: readonly string[],
  because: readonly RustReason[] = [{needs: 'wasmtime 36.0.14', version: '1.86'}],
  wasmtime: string | null = '36.0.14',
): Session {
  const steps = kinds.map(
    (kind): StepPlan => ({id: kind, kind, phase: 'prepare', title: kind, why: '', risk: 'low', needs: []}),
  )
  const plan = {target: {wasmtime, rust: {version: '1.90', because: [...because]}, edition: null}, steps}
  const events: JournalEvent[] = [
    {type: 'session-started', sessionId: 's', tool: '0', plan, by: 'ada', git: null},
    ...accepted.flatMap((step): JournalEvent[] => [
      {type: 'step-started', step, attempt: 1, summary: '', writes: [], touches: []},
      {type: 'step-applied', step, attempt: 1, files: []},
      {type: 'step-verified', step, attempt: 1, summary: ''},
      {type: 'step-accepted', step, attempt: 1, by: 'ada'},
    ]),
  ]
  let folded: Session | undefined
  for (const event of events) folded = fold(folded, {at: '2026-03-02T10:00:00.000Z', event})
  if (folded === undefined) throw new Error('no session')
  return folded
}

test('Rust and wasmtime are two parts; proofs belong to neither, they go with what they prove', () => {
  const parts = upgradeParts(session([]))

  expect(parts.map(({id, steps}) => [id, steps])).toEqual([
    ['only:rust', ['raise-rust', 'raise-edition']],
    ['only:wasmtime', ['raise-family', 'refresh-lockfile']],
  ])
})

test('where only Rust is raised there are no parts', () => {
  expect(upgradeParts(session([], [], null))).toEqual([])
})

test('wasmtime can’t stay on a Rust that is too old for it, and both ways on are named', () => {
  const problem = againstUndo(session(['raise-rust', 'raise-family']), ['raise-rust'], ['1.88', '1.75.0', 'stable'])

  expect(problem).toMatchObject({
    code: 'undo-refused',
    title: 'wasmtime 36.0.14 can’t stay without the new Rust',
    detail: 'It needs Rust 1.86. Undone, the repository states 1.75.0 again, which is too old for it.',
  })
  expect(problem?.nextSteps.join('\n')).toMatch(/--only wasmtime[\s\S]*--all/)
})

test('a package that comes with it may be the one that needs the Rust', () => {
  const because = [
    {needs: 'icu 2.1.0', version: '1.90'},
    {needs: 'wasmtime 36.0.14', version: '1.86'},
  ]

  expect(againstUndo(session(['raise-rust', 'raise-family'], because), ['raise-rust'], ['1.88'])?.detail).toContain(
    'It needs Rust 1.90 through icu 2.1.0.',
  )
})

test.each<[string, readonly string[], readonly string[], readonly string[], (readonly RustReason[])?]>([
  ['the old Rust is new enough', ['raise-rust', 'raise-family'], ['raise-rust'], ['1.88']],
  ['wasmtime goes too', ['raise-rust', 'raise-family'], ['raise-rust', 'raise-family'], ['1.75']],
  ['wasmtime isn’t raised yet', ['raise-rust'], ['raise-rust'], ['1.75']],
  ['Rust stays', ['raise-rust', 'raise-family'], ['raise-family'], ['1.75']],
  ['no Rust was stated', ['raise-rust', 'raise-family'], ['raise-rust'], ['stable']],
  [
    'only an option and an edition ask for more',
    ['raise-rust', 'raise-family'],
    ['raise-rust'],
    ['1.75'],
    [
      {needs: '--rust', version: '1.90'},
      {needs: 'edition 2024', version: '1.85'},
      {needs: 'stated in Cargo.toml', version: '1.80'},
    ],
  ],
])('nothing is wrong when %s', (_, accepted, undone, stated, because) => {
  expect(againstUndo(session(accepted, because), undone, stated)).toBeUndefined()
})
