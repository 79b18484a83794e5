import {test} from 'vitest'
import {hostileCorpus} from '../support/corpus/corpus.ts'
import {expectHarmless} from '../support/corpus/expect-harmless.ts'

test.each(hostileCorpus().map(one => [one.name, one] as const))(
  '%s: is read soon, or refused with a reason; nothing is run, nothing is written',
  (_name, one) => expectHarmless(one),
  60_000,
)
