import fc from 'fast-check'
import {expect, test} from 'vitest'
import {shellCommands} from '../../../src/scan/validation-commands/shell-commands.ts'

const word = fc.stringMatching(/^[\w./:=-]{1,12}$/).filter(text => !/^(then|do|else|time|exec)$/.test(text))

test('plain words come back as they were, quoted or not', () => {
  fc.assert(
    fc.property(fc.array(word, {minLength: 1}), fc.constantFrom("'", '"', ''), (words, quote) => {
      const line = words.map(text => quote + text + quote).join(' ')

      expect(shellCommands(line)).toEqual([{words, isPlain: true}])
    }),
  )
})

test('nothing is made up: the words of any text are pieces of it, in its order', () => {
  const shell = fc.string({unit: fc.constantFrom(...`ab '"\\$;&|#>(){}`)})

  fc.assert(
    fc.property(shell, text => {
      const letters = shellCommands(text).flatMap(({words}) => [...words.join('')])
      // Where each letter is found behind the one before; -1 when it isn't.
      const places: number[] = []
      for (const letter of letters) places.push(text.indexOf(letter, (places.at(-1) ?? -1) + 1))

      expect(places).not.toContain(-1)
    }),
  )
})

test('tells commands apart, and those whose words or end mean something else', () => {
  const line = `cargo test && if cargo audit; then X=$Y cargo 'a b'; fi || cargo "b$c" # cargo d`

  expect(shellCommands(line)).toEqual([
    {words: ['cargo', 'test'], isPlain: true},
    {words: ['if', 'cargo', 'audit'], isPlain: true},
    {words: ['X=$Y', 'cargo', 'a b'], isPlain: false},
    {words: ['fi'], isPlain: false},
    {words: ['cargo', 'b$c'], isPlain: false},
  ])
})
