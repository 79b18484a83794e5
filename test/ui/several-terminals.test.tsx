import {describe, expect, test} from 'vitest'
import {drive, keys} from './drive.tsx'
import {disk} from './fake-disks.ts'
import {okQuestion} from './fake-views.ts'

const wide = {columns: 120, rows: 30}

describe('where the wizard runs, with two guests', () => {
  test('who else is here and what they would choose is on the screen, and what they say for a while', async () => {
    const {store, text, rows, wait, pass} = drive('host', wide)
    await wait()

    expect(rows()[0]).toContain('Ada Byron drives   with Bo, Cy (viewer)')
    expect(text()).toContain('r Retry ‹ Bo   b Roll back')
    expect(text()).toContain('» Bo: the baseline is from yesterday')

    pass(20_000)
    store.flush()
    await wait()
    expect(text()).not.toContain('yesterday')
  })

  test('the driver answers as ever, and the suggestion goes with the question', async () => {
    const {store, answer, press, wait} = drive('host')
    await wait()

    await press(keys.enter)

    expect(await answer).toEqual({option: 'accept', by: 'you'})
    expect(store.view().suggestions).toBeUndefined()
  })

  test('a suggestion names the version it means, unless that is the marked one', async () => {
    const {store, text, press, wait} = drive('target')
    await wait()
    store.setSuggestions([{by: 'Bo', option: 'choose', text: '41.0.2'}])
    await wait()
    expect(text()).toContain('‹ Bo (41.0.2)')

    await press(keys.down)
    expect(text()).toMatch(/‹ Bo( {2}|$)/m)
  })

  test('a suggestion names the row of a list it means, or how much of the plan is left out', async () => {
    const undo = drive('undo')
    await undo.wait()
    undo.store.setSuggestions([{by: 'Bo', option: 'undo', item: 'all'}])
    await undo.wait()
    expect(undo.text()).toContain('‹ Bo (Everything)')

    const plan = drive('plan')
    await plan.wait()
    plan.store.setSuggestions([{by: 'Bo', option: 'start', text: 'prove-build prove-tests'}])
    await plan.wait()
    expect(plan.text()).toContain('‹ Bo (without 2 steps)')
  })

  test('who agrees at a terminal of their own doesn’t at this one', async () => {
    const {store, text, press, wait} = drive('approval')
    store.setWheel({driver: 'Ada', next: 'Bo', others: ['Bo'], guests: [{name: 'Bo', role: 'navigator'}]})
    await wait()

    await press('a')

    expect(text()).toContain('a Bo agrees: not from this terminal')
    expect(store.view().local.input).toBeUndefined()
  })

  test('what is suggested and has no place among the choices is told all the same', async () => {
    const {store, text, wait} = drive('failed')
    store.setSuggestions([
      {by: 'Bo', option: 'accept'},
      {by: 'Dee', option: 'undo'},
    ])
    await wait()

    expect(text()).toMatch(/^ ‹ Bo: Accept, Dee: Undo$/m)
  })

  test('S says a line to the others; letters in it are no keys, and Esc says nothing', async () => {
    const {asked, text, press, wait} = drive('host')
    await wait()

    await press('S', 'q', 'uick?', keys.enter)
    await press('S', 'no', keys.esc)
    await press('S', ' ', keys.enter)

    expect(asked).toEqual(['say quick?'])
    expect(text()).not.toContain('To all:')
  })

  test('a line that is being said stays when something is asked', async () => {
    const {store, text, press, wait} = drive('host-asked')
    await wait()
    await press('S', 'wait f')

    void store.ask(okQuestion)
    await wait()
    await press('or me')

    expect(text()).toContain('To all: wait for me')
  })

  test.each([
    ['y', 'wheel grant'],
    ['n', 'wheel refuse'],
  ])('whoever asks for the wheel is named, and W %s answers', async (key, told) => {
    const {asked, text, rows, press, wait} = drive('host-asked')
    await wait()
    expect(rows()[0]).toContain('Bo asks for the wheel: W')

    await press('W')
    expect(text()).toMatch(/y Bo drives {3}n not now {3}Esc back/)
    await press(key)

    expect(asked).toEqual([told])
  })

  test('while a guest drives, a choice is a suggestion and the question stays', async () => {
    const {store, answer, asked, text, press, wait} = drive('host-rides', wide)
    await wait()
    expect(text()).toContain('Bo decides; what you choose is a suggestion')

    await press('r')
    expect(await answer).toEqual({option: 'retry', by: 'you'})
    expect(store.view().question).toBe(okQuestion)
    expect(text()).toContain('r → Retry, suggested')

    await press('W', keys.enter)
    expect(asked).toEqual(['wheel take-back'])
  })

  test('while a guest drives the wizard can still be left', async () => {
    const {answer, press, wait} = drive('host-rides')
    await wait()

    await press('q')

    expect(await answer).toEqual({option: 'quit', by: 'you'})
  })

  test('while a guest drives, Ctrl-C cancels nothing', async () => {
    const {store, asked, text, press, wait} = drive('host-asked')
    store.setWheel({driver: 'Bo', next: 'Ada', others: ['Ada'], guests: [{name: 'Bo', role: 'navigator'}]})
    await wait()

    await press(keys.ctrlC)
    expect(asked).toEqual([])
    expect(text()).toContain('Ctrl-C again quits')
  })
})

describe('at a navigator’s own terminal', () => {
  test('a choice is a suggestion, shown as one’s own', async () => {
    const {store, answer, text, rows, press, wait} = drive('navigator', wide)
    await wait()
    expect(rows()[0]).toContain('Ada Byron drives   you: navigator   with Cy (viewer)')
    expect(text()).toContain('r Retry ‹ you')
    expect(text()).toContain('Enter suggest: accept')

    await press(keys.enter)

    expect(await answer).toEqual({option: 'accept', by: 'you'})
    expect(store.view().question).toBe(okQuestion)
    expect(text()).toContain('Enter → Accept, suggested')
  })

  test('a note is typed as ever', async () => {
    const {store, answer, text, press, wait} = drive('navigator', wide)
    await wait()

    await press('n', 'two tests are old', keys.enter)

    expect(await answer).toEqual({option: 'note', text: 'two tests are old', by: 'you'})
    expect(store.view().local.input).toBeUndefined()
    expect(text()).toContain('Enter → Note')
    expect(text()).not.toContain('Note, suggested')
  })

  test('what can’t be taken back needs no word to be suggested', async () => {
    const {store, answer, press, wait} = drive('undo')
    store.setWheel({driver: 'Ada', next: 'Bo', others: ['Bo'], guests: [{name: 'Bo', role: 'navigator'}]})
    store.setGuest({name: 'Bo', role: 'navigator'})
    await wait()

    await press(...Array.from({length: 12}, () => keys.down), 'u')

    expect(await answer).toMatchObject({option: 'undo', item: 'all'})
  })

  test('the wheel is asked for, once', async () => {
    const {store, asked, text, rows, press, wait} = drive('navigator')
    await wait()
    await press('W')
    expect(text()).toContain('a ask Ada Byron for it   Esc back')
    await press('a')
    expect(asked).toEqual(['wheel ask'])

    store.setWheel({...wheelOf(store.view()), wantedBy: 'Bo'})
    await wait()
    expect(rows()[0]).toContain('you asked for the wheel')
    await press('W', 'a')
    expect(text()).toContain('ask Ada Byron for it: you have asked already')
    expect(asked).toEqual(['wheel ask'])
  })

  test('q leaves once that is confirmed, and answers nothing', async () => {
    const {store, asked, text, press, wait} = drive('navigator')
    await wait()

    await press('q')
    expect(text()).toContain('The upgrade goes on without you')
    expect(text()).toMatch(/y leave +n stay/)
    await press('n', 'q', 'y')

    expect(asked).toEqual(['quit'])
    expect(store.view().question).toBe(okQuestion)
  })

  test('Ctrl-C cancels nothing, and twice it leaves', async () => {
    const {asked, text, press} = drive('viewer-watches')

    await press(keys.ctrlC)
    expect(text()).toContain('Ctrl-C again leaves')
    expect(text()).not.toContain('Cancelling')
    await press(keys.ctrlC)

    expect(asked).toEqual(['quit'])
  })

  test('one agrees by one’s own name and for nobody else', async () => {
    const {store, answer, text, press, wait} = drive('navigator-agrees')
    await wait()
    expect(text()).toContain('Ada Byron asks whether you agree; yes takes your name')
    expect(text()).toContain('b Dee agrees: not from this terminal')

    await press('b')
    expect(store.view().local.input).toBeUndefined()
    await press('a', 'Bo', keys.enter)

    expect(await answer).toEqual({option: 'agree-0', by: 'you'})
  })

  test('who is asked to agree may also say no, and that is an answer', async () => {
    const {store, answer, press, wait} = drive('navigator-agrees')
    await wait()

    await press(keys.enter)

    expect(await answer).toEqual({option: 'refuse', by: 'you'})
    expect(store.view().question).toBeUndefined()
  })

  test('who drives reaches every way back; cleaning unasked is left to the terminal where the wizard runs', async () => {
    const {store, text, press, wait} = drive('navigator-drives')
    store.setDisk(disk)
    await wait()
    expect(text()).toContain('u undo')

    await press('4')

    expect(store.view().question).toBe(okQuestion)
    expect(store.view().local.tab).toBe('disk')
    expect(text()).not.toContain('f Clean')
  })

  test('each key that is pressed says that somebody is here', async () => {
    const {pressed, press, wait} = drive('navigator-drives')
    await wait()

    await press('?', keys.down, 'Z')

    expect(pressed()).toBe(3)
  })

  test('at the wheel everything is answered as ever, and the wheel handed on', async () => {
    const {answer, asked, rows, press, wait} = drive('navigator-drives')
    await wait()
    expect(rows()[0]).toContain('you drive')

    await press('W', keys.enter, keys.enter)

    expect(asked).toEqual(['wheel hand-over'])
    expect(await answer).toEqual({option: 'accept', by: 'you'})
  })

  test('at the wheel a command is cancelled', async () => {
    const {store, asked, press, wait} = drive('viewer-watches')
    store.setGuest({name: 'Bo', role: 'navigator'})
    store.setWheel({...wheelOf(store.view()), driver: 'Bo'})
    await wait()

    await press(keys.ctrlC)

    expect(asked).toEqual(['cancel'])
  })

  test('while the host is away no key answers, and one can leave', async () => {
    const {store, asked, text, rows, press, wait} = drive('away', wide)
    await wait()
    expect(rows()[0]).toContain('host is away, waiting for it')
    expect(text()).toContain('nothing can be answered until it is back')

    await press(keys.enter, 'a', 'r', 'W', 'S')
    expect(store.view().question).toBe(okQuestion)
    expect(text()).not.toContain('To all:')
    await press('q', 'y')

    expect(asked).toEqual(['quit'])
  })
})

describe('at a viewer’s own terminal', () => {
  test('a host whose name nobody knows is called so', async () => {
    const {store, text, rows, wait} = drive('viewer')
    store.setWheel({driver: '', next: '', others: [], guests: [{name: 'Cy', role: 'viewer'}]})
    await wait()

    expect(rows()[0]).toContain('the host drives   viewer')
    expect(text()).toContain('You read along; the host decides')
  })

  test('no key answers, steers or says anything, and everything can be read', async () => {
    const {store, asked, text, press, wait} = drive('viewer')
    await wait()
    expect(text()).toContain('You read along; Ada Byron decides')

    await press(keys.enter, 'a', 'r', 'n', 'u', 'W', 'S')
    expect(store.view().question).toBe(okQuestion)
    expect(store.view().local).toMatchObject({movesWheel: false, highlight: 0})
    expect(store.view().local.input).toBeUndefined()
    expect(asked).toEqual([])

    await press('3')
    expect(store.view().local.tab).toBe('tree')
  })

  test('the help names no key that does nothing', async () => {
    const {text, press, wait} = drive('viewer', {columns: 80, rows: 60})
    await wait()

    await press('?')

    expect(text()).not.toContain('Choices')
    expect(text()).not.toContain('Pairing')
    expect(text()).toMatch(/q +leave\n/)
    expect(text()).toMatch(/Ctrl-C +twice: leave\n/)
  })

  test('too small a terminal says how to leave', async () => {
    const {text, wait} = drive('viewer', {columns: 50, rows: 10})
    await wait()

    expect(text().trim()).toBe('60×15 is the least: enlarge, or q leaves')
  })
})

function wheelOf({wheel}: {readonly wheel?: Parameters<ReturnType<typeof drive>['store']['setWheel']>[0]}) {
  if (wheel === undefined) throw new Error('nobody drives')
  return wheel
}
