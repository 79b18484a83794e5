import {createHash} from 'node:crypto'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createTokens} from '../../src/pair/tokens.ts'
import {isSameText, randomText} from '../../src/system/secret-text.ts'

test('a token lets in as what it is for, once', () => {
  const {tokens} = open()
  const {viewer, navigator} = tokens.issue()

  expect(tokens.take(viewer)).toEqual({kind: 'taken', role: 'viewer'})
  expect(tokens.take(navigator)).toEqual({kind: 'taken', role: 'navigator'})
  expect([tokens.take(viewer), tokens.take(navigator)]).toEqual([usedUp, usedUp])
})

test('new tokens make those before void', () => {
  const {tokens} = open()
  const {navigator} = tokens.issue()
  tokens.issue()

  expect(tokens.take(navigator)).toEqual(usedUp)
})

test('five wrong ones close the door for ten seconds, for the right one too, which stays good', () => {
  const {tokens, clock} = open()
  const {viewer} = tokens.issue()
  for (let tries = 0; tries < 5; tries++) expect(tokens.take(`guess ${tries}`)).toEqual(usedUp)

  expect(tokens.take(viewer)).toEqual(closed)
  clock.now = 9_999
  expect(tokens.take(viewer)).toEqual(closed)
  clock.now = 10_000
  expect(tokens.take(viewer)).toEqual({kind: 'taken', role: 'viewer'})
})

test('whoever brings none is told that one is needed', () => {
  const {tokens} = open()
  tokens.issue()

  expect(tokens.take(undefined)).toEqual({kind: 'refused', why: expect.stringContaining('with a token')})
})

test('nothing but an issued token lets anybody in, and never as more than it is for', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('viewer', 'navigator')), {maxLength: 40}), guesses => {
      const {tokens, clock} = open()
      const issued = tokens.issue()
      const taken = guesses.flatMap(guess => {
        clock.now += 10_000
        const answer = tokens.take(isRole(guess) ? issued[guess] : guess)
        return answer.kind === 'taken' ? [[guess, answer.role]] : []
      })

      expect(taken).toEqual([...new Set(guesses.filter(isRole))].map(role => [role, role]))
    }),
  )
})

test('a token is as hard to guess as 128 random bits, and a hash is all that is compared', () => {
  const compared: string[] = []
  const {tokens} = open((one, other) => {
    compared.push(one, other)
    return isSameText(one, other)
  })
  const {viewer} = tokens.issue()
  tokens.take('a guess')

  expect(viewer).toMatch(/^viewer-[0-9a-f]{32}$/)
  expect(compared).toHaveLength(4)
  for (const text of compared) expect(text).toMatch(/^[0-9a-f]{64}$/)
})

test('texts are the same when all of them is', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect([isSameText(one, one), isSameText(one, other)]).toEqual([true, one === other])
    }),
  )
})

const usedUp = {kind: 'refused', why: expect.stringContaining('wrong, or was used before')}
const closed = {kind: 'refused', why: expect.stringContaining('ten seconds')}

function open(isSame = isSameText) {
  const clock = {now: 0}
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  return {clock, tokens: createTokens({random: randomText, sha256, isSame, now: () => clock.now})}
}

function isRole(guess: string): guess is 'viewer' | 'navigator' {
  return guess === 'viewer' || guess === 'navigator'
}
