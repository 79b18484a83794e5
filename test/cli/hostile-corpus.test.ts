import {expect, test} from 'vitest'
import {hostileCorpus} from '../support/corpus/corpus.ts'
import {expectHarmless} from '../support/corpus/expect-harmless.ts'

const corpus = hostileCorpus()
/** The short form: paths all, of the state files some. `npm run test:torture` has all of them. */
const some = corpus.filter(({name}, at) => /^(links|git):/.test(name) || (name.startsWith('state:') && at % 6 === 0))

test('the corpus has more than two hundred cases, each its own', () => {
  expect(corpus.length).toBeGreaterThan(200)
  expect(new Set(corpus.map(({name}) => name)).size).toBe(corpus.length)
})

test.each(some.map(one => [one.name, one] as const))(
  '%s: is read soon, or refused with a reason; nothing is run, nothing is written',
  (_name, one) => expectHarmless(one),
)
