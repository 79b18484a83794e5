import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {choicesOf} from '../../src/ui/choices/choices.ts'
import type {Binding} from '../../src/ui/keys/binding.ts'
import {bindingsOf} from '../../src/ui/keys/bindings-of.ts'
import {layoutOf} from '../../src/ui/layout.ts'
import {createOutputReader} from '../../src/ui/output/output-reader.ts'
import {createPerformer} from '../../src/ui/perform.ts'
import {footerRow} from '../../src/ui/rows/footer-row.ts'
import {helpParts} from '../../src/ui/screens/help.ts'
import {everyQuestion} from '../support/every-question.ts'
import {createFakeClock} from './fake-clock.ts'
import {silentTailer} from './memory-tailer.ts'
import {coveredViews, sceneViews} from './scene-views.ts'
import {prepare, scenes} from './scenes.ts'

const views = sceneViews()

/** Second names of the arrows for long lines, which an option may have as its letter, and the Esc of a question that has a way back. */
const givingWay = ['h', 'l', 'esc']

describe.each([...views, ...coveredViews()])('the keys of $name', ({view}) => {
  test('mean one thing each', () => {
    const claims = bindingsOf(view).flatMap(binding => binding.keys.map(key => ({key, action: binding.action})))
    const twice = claims.filter(({key, action}) => {
      const first = claims.find(claim => claim.key === key)
      return !givingWay.includes(key) && JSON.stringify(first?.action) !== JSON.stringify(action)
    })

    expect(twice).toEqual([])
  })
})

describe.each(views)('the screen of $name', ({view}) => {
  test('tells every key of its footer and gate in the help', () => {
    const told = textOf(helpParts({...view, local: {...view.local, help: true}}, layoutOf(view)).detail.body)
    const shown = bindingsOf(view).filter(({shownIn}) => shownIn !== 'help')

    expect(shown.filter(binding => !isTold(binding, told)).map(({label}) => label)).toEqual([])
  })

  test('has the help and a way out in its footer, also at 60 columns', () => {
    expect(textOf([footerRow(view, 58)])).toMatch(/\? help {3}q (quit|leave)$/)
  })

  test('has one letter for each choice', () => {
    const letters = choicesOf(view).map(({key}) => key)

    expect(letters.filter(key => !/^[a-zA-Z]$/.test(key))).toEqual([])
    expect(new Set(letters).size).toBe(letters.length)
  })
})

describe('every question', () => {
  test.each(Object.entries(everyQuestion))(
    '%s recommends what can be taken, and nothing that can’t be taken back',
    (_, asked) => {
      const option = asked.options.find(({id}) => id === asked.recommended)

      expect(option).toBeDefined()
      expect(option?.typed).toBeUndefined()
      expect(['undo', 'restore', 'fresh']).not.toContain(asked.recommended)
    },
  )

  test.each(Object.entries(everyQuestion))(
    '%s wants a typed word for what overwrites or ends everything',
    (_, asked) => {
      const grave = asked.options.filter(({id}) => id === 'restore' || id === 'fresh')

      expect(grave.filter(({typed}) => typed === undefined)).toEqual([])
    },
  )
})

describe('a question that has just appeared', () => {
  const keys = fc.constantFrom(...new Set(views.flatMap(({view}) => bindingsOf(view).flatMap(one => one.keys))))
  const asking = Object.entries(scenes).flatMap(([name, {question}]) => (question === undefined ? [] : [name]))

  test.each(asking)('%s is answered by no key, and later by no paste', scene => {
    fc.assert(
      fc.property(fc.array(keys, {maxLength: 6}), fc.string(), (pressed, pasted) => {
        const {store, performer, pass} = open(scene)
        const {question} = store.view()
        for (const key of pressed) performer.press(key, key)
        expect(store.view().question).toBe(question)

        pass(500)
        performer.paste(`${pasted}\r`)
        expect(store.view().question).toBe(question)
      }),
      {numRuns: 30},
    )
  })
})

function open(scene: string) {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, size: {columns: 80, rows: 24}})
  const nothing = () => undefined
  const performer = createPerformer({
    store,
    intents: {
      cancel: nothing,
      quit: nothing,
      edit: nothing,
      openLog: nothing,
      moveWheel: nothing,
      say: nothing,
      present: nothing,
    },
    terminal: {repaint: nothing, suspend: nothing, copy: nothing},
    reader: createOutputReader({store, tailer: silentTailer, hasColor: false}),
  })
  void prepare(store, scene)
  return {store, performer, pass}
}

function isTold({label, about, shown}: Binding, told: string): boolean {
  return told.replace(/\s+/g, ' ').includes(shown === undefined ? label : (about ?? label))
}

function textOf(rows: readonly (readonly {readonly text: string}[])[] | 'output'): string {
  return rows === 'output' ? '' : rows.map(row => row.map(({text}) => text).join('')).join('\n')
}
