import {expect, test} from 'vitest'
import {LeftError, showing} from '../../src/cli/wait.ts'
import type {Amount} from '../../src/domain/amount.ts'
import {createInterrupts} from '../../src/engine/interrupts.ts'

function face() {
  const seen: (string | undefined | Amount)[] = []
  const interrupts = createInterrupts()
  const wait = showing({
    interrupts,
    activity: text => seen.push(text),
    showAmount: amount => seen.push(amount),
  })
  return {seen, interrupts, wait}
}

test('it is shown as long as it takes, with what the work tells', async () => {
  const {seen, wait} = face()

  const answer = await wait('Searching', async tell => {
    tell({done: 1, total: 2})
    return 'found'
  })

  expect(answer).toBe('found')
  expect(seen).toEqual(['Searching', {done: 1, total: 2}, undefined])
})

test('what goes wrong is passed on, and nothing is shown any longer', async () => {
  const {seen, wait} = face()

  await expect(wait('Searching', Promise.reject(new Error('torn')))).rejects.toThrow('torn')

  expect(seen.at(-1)).toBeUndefined()
})

test('who leaves waits for the next word of the work, not for its end', async () => {
  const {seen, interrupts, wait} = face()
  let told = 0

  const waiting = wait('Searching', async tell => {
    for (; told < 100; told += 1) {
      tell({done: told, total: 100})
      if (told === 3) interrupts.requestQuit()
    }
  })

  await expect(waiting).rejects.toThrow(LeftError)
  expect(told).toBe(4)
  expect(seen.at(-1)).toBeUndefined()
})

test('what fails because somebody left is no failure, and what was done has no consequence', async () => {
  const {interrupts, wait} = face()
  interrupts.requestQuit()

  await expect(wait('Asking', Promise.reject(new Error('no answer')))).rejects.toThrow(LeftError)
  await expect(wait('Asking', Promise.resolve('answer'))).rejects.toThrow(LeftError)
})
