import {expect, test} from 'vitest'
import {readWords} from '../../../src/cli/pairing/sent-words.ts'
import {ProblemError} from '../../../src/domain/errors.ts'

test.each([
  ['say looks good to me', {kind: 'say', text: 'looks good to me'}],
  ['note the bench was noisy', {kind: 'note', text: 'the bench was noisy'}],
  ['answer accept', {kind: 'answer', option: 'accept'}],
  ['answer choose 36.0.14', {kind: 'answer', option: 'choose', text: '36.0.14'}],
  ['approve', {kind: 'approve'}],
  ['ask', {kind: 'ask'}],
  ['status', {kind: 'status'}],
])('%s', (words, sent) => {
  expect(readWords(words.split(' '))).toEqual(sent)
})

test.each(['', 'say', 'note  ', 'answer', 'approve it', 'status now', 'drive'])(
  '“%s” is refused with what there is',
  words => {
    expect(() => readWords(words.split(' '))).toThrow(ProblemError)
  },
)
