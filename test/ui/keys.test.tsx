import {expect, test} from 'vitest'
import {drive, keys} from './drive.tsx'
import {blockedQuestion} from './fake-views.ts'

test('a letter chooses its option', async () => {
  const {answer, press, wait} = drive('ok')
  await wait()

  await press('r')

  expect(await answer).toEqual({option: 'retry', by: 'you'})
})

test('Enter takes the recommended option', async () => {
  const {answer, press, wait} = drive('ok')
  await wait()

  await press(keys.enter)

  expect(await answer).toEqual({option: 'accept', by: 'you'})
})

test('a gate ignores what was typed before it could be read, and says when it listens', async () => {
  const {store, press, text, wait} = drive('ok')
  expect(text()).not.toContain('Enter accept')

  await press('a', keys.enter)
  expect(store.view().question?.id).toBe('after:record-baseline')

  await wait()
  expect(text()).toContain('Enter accept')
})

test('a paste answers nothing', async () => {
  const {store, press, wait} = drive('ok')
  await wait()

  await press('ab', 'accept\r', '\x1b[200~a\x1b[201~', '\x1b[200~', 'a', '\x1b[201~')

  expect(store.view().question?.id).toBe('after:record-baseline')
})

test('two who press Enter at the same moment press it once', async () => {
  const {answer, press, wait} = drive('ok')
  await wait()

  await press('\r\r')

  expect(await answer).toEqual({option: 'accept', by: 'you'})
})

test('what comes right behind Esc answers nothing', async () => {
  const {store, press, text, wait} = drive('ok')
  await wait()

  await press('?', '\x1ba')
  expect(text()).not.toContain('close the help')
  await press('\x1ba', '\x1b\r')

  expect(store.view().question?.id).toBe('after:record-baseline')
})

test('letters held down are text where text is typed', async () => {
  const {press, text, wait} = drive('ok')
  await wait()

  await press('n', 'aaa', '  ', 'bb', '\x7f\x7f')

  expect(text()).toContain('Note: aaa  b')
})

test('a disabled option says why and does nothing', async () => {
  const {store, press, text, wait} = drive('failed')
  await wait()

  await press('a')

  expect(text()).toContain('Accept: the check failed')
  expect(store.view().question).toBeDefined()
})

test('a note is typed into a line and answered with its text', async () => {
  const {answer, press, text, wait} = drive('ok')
  await wait()

  await press('n', 'x', keys.backspace, 'two tests\rare old', keys.backspace)
  expect(text()).toContain('Note: two tests are ol')
  await press(keys.enter)

  expect(await answer).toEqual({option: 'note', text: 'two tests are ol', by: 'you'})
})

test('letters that are options are text while a line is typed', async () => {
  const {store, press, text, wait} = drive('ok')
  await wait()

  await press('n', 'q', 'a', '?')

  expect(text()).toContain('Note: qa?')
  expect(store.view().question).toBeDefined()
})

test('Esc closes the input and never quits', async () => {
  const {asked, press, text, wait} = drive('ok')
  await wait()
  await press('n', 'a', keys.esc)
  expect(text()).not.toContain('Note:')

  await press(keys.esc, keys.esc)

  expect(asked).toEqual([])
})

test('a choice that can’t be taken back wants its word', async () => {
  const {answer, press, text, wait} = drive('resume')
  await wait()

  await press('u', 'photon', keys.enter)
  expect(text()).toContain('Type photondrift exactly as it is')
  await press('drift', keys.enter)

  expect(await answer).toEqual({option: 'undo', by: 'you'})
})

test('the marked candidate is the answer', async () => {
  const {answer, press, wait} = drive('target')
  await wait()

  await press(keys.down, keys.enter)

  expect(await answer).toEqual({option: 'choose', text: '41.0.2', by: 'you'})
})

test('a digit chooses no candidate', async () => {
  const {store, press, wait} = drive('target')
  await wait()

  await press('2')

  expect(store.view().question?.id).toBe('target')
})

test('another version can be typed', async () => {
  const {answer, press, wait} = drive('target')
  await wait()

  await press('o', '35.0.0', keys.enter)

  expect(await answer).toEqual({option: 'other', text: '35.0.0', by: 'you'})
})

test('q answers quit where the question offers it', async () => {
  const {answer, press, wait} = drive('plan')
  await wait()

  await press('q')

  expect(await answer).toEqual({option: 'quit', by: 'you'})
})

test('q asks first while a command runs', async () => {
  const {asked, press, text} = drive('running')

  await press('q')
  expect(text()).toContain('Quit now?')
  await press('n')
  expect(text()).not.toContain('Quit now?')
  expect(asked).toEqual([])

  await press('q', 'y')
  expect(asked).toEqual(['quit'])
})

test('q leaves at once while nothing runs', async () => {
  const {asked, press} = drive('reading')

  await press('q')

  expect(asked).toEqual(['quit'])
})

test('Ctrl-C cancels the command, and quits when it comes twice', async () => {
  const {asked, press, text} = drive('running')

  await press(keys.ctrlC)
  expect(asked).toEqual(['cancel'])
  expect(text()).toContain('Ctrl-C again quits')

  await press(keys.ctrlC)
  expect(asked).toEqual(['cancel', 'quit'])
})

test('two Ctrl-C far apart cancel twice', async () => {
  const {asked, press, pass} = drive('running')

  await press(keys.ctrlC)
  pass(2500)
  await press(keys.ctrlC)

  expect(asked).toEqual(['cancel', 'cancel'])
})

test('help opens and closes on ? and tells the keys of the screen', async () => {
  const {press, text, wait} = drive('failed')
  await wait()

  await press('?')
  expect(text()).toMatch(/a +Accept \(not now: the check failed\)/)
  expect(text()).toMatch(/Tab +output/)

  await press('?')
  expect(text()).toContain('✗ photondrift doesn’t compile')
})

test('help scrolls to its end and not past it', async () => {
  const {press, text, store} = drive('running')
  await press('?', ...Array.from({length: 30}, () => keys.down))
  const end = store.view().local.scroll

  await press(keys.down)

  expect(store.view().local.scroll).toBe(end)
  expect(text()).toContain('.upgrade-wizard/logs')
})

test('a diff scrolls to its end', async () => {
  const {press, text, wait} = drive('before')
  await wait()

  await press(keys.pageDown, keys.pageDown)

  expect(text()).toContain('+ ARG RUST_VERSION=1.86')
})

test('e opens the place that the screen is about', async () => {
  for (const [scene, place] of [
    ['failed', 'src/plugins/host.rs:88'],
    ['checklist', 'src/plugins/host.rs:59'],
  ] as const) {
    const {asked, press, text, wait} = drive(scene)
    await wait()
    expect(text()).toContain('e edit')

    await press('e')

    expect(asked).toEqual([`edit ${place}`])
  }
})

test('Ctrl-L draws again and Ctrl-Z hands the terminal to the shell', async () => {
  const {asked, press} = drive('running')

  await press(keys.ctrlL, keys.ctrlZ)

  expect(asked).toEqual(['repaint', 'suspend'])
})

test('a key of a checklist is about the marked item', async () => {
  const {answer, press, wait} = drive('checklist')
  await wait()

  await press(keys.down, 'n')

  expect(await answer).toEqual({option: 'not-applicable', item: 'c', by: 'you'})
})

test('a note on an item of a checklist is typed', async () => {
  const {answer, press, wait} = drive('checklist')
  await wait()

  await press('t', 'ask Grace', keys.enter)

  expect(await answer).toEqual({option: 'remark', item: 'b', text: 'ask Grace', by: 'you'})
})

test('what an item is already says so instead of answering', async () => {
  const {store, text, press, wait} = drive('checklist')
  await wait()

  await press('o')

  expect(text()).toContain('Open again: the marked one is open')
  expect(store.view().question).toBeDefined()
})

test('broken code is mended as a whole, or for the marked cause alone', async () => {
  const whole = drive('broken')
  await whole.wait()
  await whole.press(keys.enter)
  expect(await whole.answer).toEqual({option: 'mend', by: 'you'})

  for (const [key, option] of [
    ['o', 'mend'],
    ['s', 'skip'],
  ] as const) {
    const one = drive('broken')
    await one.wait()
    await one.press(key)
    expect(one.text()).toContain('nothing is proposed for it')
    await one.press(keys.down, key)
    expect(await one.answer).toEqual({option, text: 'wasi-preview-modules-renamed', by: 'you'})
  }
})

test('a plan starts without the steps that were ticked off', async () => {
  const {answer, press, wait} = drive('plan')
  await wait()

  await press(...Array.from({length: 5}, () => keys.down), 'x', keys.enter)

  expect(await answer).toEqual({option: 'start', text: 'prove-tests write-report', by: 'you'})
})

test('a plan without a step can’t be started, and says why', async () => {
  const {store, text, press, wait} = drive('plan')
  await wait()

  await press('X', keys.enter, 's')

  expect(text()).toContain('s Start: every step is left out')
  expect(store.view().question).toBeDefined()

  await press('X', 's')
  expect(store.view().question).toBeUndefined()
})

test('the key that answered is told for a moment, without moving the keys of now', async () => {
  const {store, text, press, pass, wait} = drive('ok')
  await wait()
  await press(keys.enter)
  expect(text()).toMatch(/Enter → Accept {3}(Ctrl-C .*)?\? help {3}q quit$/)

  void store.ask(blockedQuestion)
  await wait()
  expect(text()).toMatch(/^ Enter retry .* Enter → Accept {3}\? help {3}q quit$/m)

  pass(2500)
  await wait()
  expect(text()).not.toContain('→ Accept')
})
