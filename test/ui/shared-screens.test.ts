import fc from 'fast-check'
import {expect, test} from 'vitest'
import {clean} from '../../src/domain/clean-text.ts'
import type {Suggestion, WheelView} from '../../src/domain/wheel-view.ts'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {footerRow} from '../../src/ui/rows/footer-row.ts'
import {gateRows} from '../../src/ui/rows/gate-rows.ts'
import {headerRow} from '../../src/ui/rows/header-row.ts'
import {type Row, rowWidth} from '../../src/ui/rows/row.ts'
import {createFakeClock} from './fake-clock.ts'
import {prepare, scenes} from './scenes.ts'

const words = fc.oneof(
  fc.string({unit: 'grapheme', minLength: 1, maxLength: 100}),
  fc.string({unit: 'binary', minLength: 1, maxLength: 100}),
  fc.constantFrom('Ada', '\x1b[31mBo\x1b[0m', 'x\r\ny', '\u202egnol', '漢字'.repeat(50), '👩‍👩‍👧'.repeat(30)),
)
const role = fc.constantFrom('viewer' as const, 'navigator' as const)
const guest = fc.record({name: words, role})
const wheel: fc.Arbitrary<WheelView> = fc.record(
  {
    driver: words,
    next: words,
    others: fc.array(words, {maxLength: 9}),
    guests: fc.array(guest, {maxLength: 9}),
    wantedBy: words,
    turn: fc.record({leftMs: fc.nat(9e6), isPaused: fc.boolean(), isDue: fc.boolean()}),
  },
  {requiredKeys: ['driver', 'next', 'others']},
)
const suggestion: fc.Arbitrary<Suggestion> = fc.record(
  {
    by: words,
    option: fc.oneof(words, fc.constantFrom('accept', 'choose', 'start', 'mend', 'undo', 'agree-0')),
    text: words,
    item: words,
  },
  {requiredKeys: ['by', 'option']},
)
const asking = Object.keys(scenes).filter(name => scenes[name]?.question !== undefined)

test('whatever others are called, say and suggest: no row is wider than the screen or brings a control character', () => {
  const screen = fc.record({
    scene: fc.constantFrom(...asking),
    columns: fc.constantFrom(60, 80, 100, 160),
    wheel,
    guest: fc.option(guest, {nil: undefined}),
    isAway: fc.boolean(),
    movesWheel: fc.boolean(),
    suggestions: fc.array(suggestion, {maxLength: 5}),
    heard: fc.array(words, {maxLength: 3}),
  })

  fc.assert(
    fc.property(screen, ({scene, columns, ...shared}) => {
      const width = columns - 2
      const view = viewOf(scene, columns, shared)
      const rows = [headerRow(view, 'photondrift', width), ...gateRows(view, width), footerRow(view, width)]

      expect(Math.max(...rows.map(rowWidth))).toBeLessThanOrEqual(width)
      expect(textOf(rows).filter(text => clean(text) !== text)).toEqual([])
    }),
    {numRuns: 300},
  )
})

type Shared = {
  readonly wheel: WheelView
  readonly guest: {readonly name: string; readonly role: 'viewer' | 'navigator'} | undefined
  readonly isAway: boolean
  readonly movesWheel: boolean
  readonly suggestions: readonly Suggestion[]
  readonly heard: readonly string[]
}

function viewOf(scene: string, columns: number, {wheel, guest, isAway, movesWheel, suggestions, heard}: Shared) {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, size: {columns, rows: 24}})
  void prepare(store, scene)
  pass(500)
  if (guest !== undefined) store.setGuest(guest)
  store.setAway(isAway)
  store.setWheel(wheel)
  store.setSuggestions(suggestions)
  for (const line of heard) store.hear(line)
  pass(500)
  store.changeLocal({movesWheel})
  return store.view()
}

function textOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(row => row.map(({text}) => text))
}
