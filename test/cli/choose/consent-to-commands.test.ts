import {describe, expect, test} from 'vitest'
import type {Agreements} from '../../../src/cli/choose/agreements.ts'
import {consentToCommands} from '../../../src/cli/choose/consent.ts'
import {hashOf} from '../../../src/cli/look/own-commands.ts'
import type {Answer, Question} from '../../../src/domain/question.ts'
import type {FoundCommand} from '../../../src/scan/validation-commands/as-own-commands.ts'
import type {OwnCommand} from '../../../src/settings/own-command.ts'

const size: OwnCommand = {name: 'size', run: ['make', 'size'], when: 'both', timeout: 60}
const checkOf = (name: string): FoundCommand => ({
  ...size,
  name: `make-${name}`,
  run: ['make', name],
  found: {path: 'Makefile', line: 1, why: `runs ${name}`, needsEngine: false},
})
const [wasm, lint] = [checkOf('wasm'), checkOf('lint')]

/** Somebody who gives these answers, and a folder for what they agree to. */
function talk(...answers: readonly Omit<Answer, 'by'>[]) {
  const asked: Question[] = []
  const kept = new Set<string>()
  const agreements: Agreements = {
    has: async (_, key) => kept.has(key),
    remember: async (_, key) => kept.add(key).size > 0,
  }
  const ask = async (question: Question) => {
    const answer = answers[asked.push(question) - 1]
    return answer === undefined ? undefined : {...answer, by: 'you'}
  }
  return {asked, kept, asking: {ask, agreements, say: () => {}}}
}

const judging = {named: [size], found: [wasm, lint], isOffer: true}
const options = {yes: false}

describe('commands of the settings and found ones', () => {
  test('are asked about together; who agrees to all agrees to the settings’ alone as well', async () => {
    const {asking, asked, kept} = talk({option: 'allow'})

    expect(await consentToCommands(asking, judging, options)).toEqual({commands: [size, wasm, lint], isLeftOut: false})
    expect(asked.map(({title}) => title)).toEqual(['Allow 3 commands of this repository’s own?'])
    expect(kept).toEqual(new Set([hashOf([size, wasm, lint]), hashOf([size])]))
  })

  test('can be chosen by name: then the question is about those', async () => {
    const {asking, asked} = talk({option: 'choose', text: 'make-lint, other'}, {option: 'allow'})

    expect(await consentToCommands(asking, judging, options)).toMatchObject({commands: [size, lint]})
    expect(asked[1]?.subject).toMatchObject({
      key: hashOf([size, lint]),
      lines: expect.arrayContaining(['No check is called other.', 'Not chosen: make-wasm.']),
    })
  })

  test('who chose one can still choose others; where no name is right, nothing is chosen, and that is said', async () => {
    const choose = (text: string) => ({option: 'choose', text})
    const {asking, asked} = talk(choose('make-lint'), choose('make-wasm'), choose('mke-lint'), {option: 'allow'})

    expect(await consentToCommands(asking, {...judging, named: []}, options)).toMatchObject({commands: [wasm]})
    expect(asked.map(({options: offered}) => offered.some(({id}) => id === 'choose'))).toEqual([true, true, true, true])
    expect(asked[3]?.subject).toMatchObject({lines: expect.arrayContaining(['No check is called mke-lint.'])})
  })

  test('left out, found ones keep those of the settings that were agreed to before from nothing', async () => {
    const {asking, kept} = talk({option: 'leave-out'})
    kept.add(hashOf([size]))

    expect(await consentToCommands(asking, judging, options)).toEqual({commands: [size], isLeftOut: false})
  })

  test('aren’t asked about where nobody would agree: found ones that are only offered don’t run', async () => {
    const {asking, asked} = talk()

    expect(await consentToCommands(asking, {...judging, named: []}, {yes: true})).toEqual({
      commands: [],
      isLeftOut: false,
    })
    expect(asked).toEqual([])
  })

  test('are allowed by the hash of all, or of the settings’ alone; another hash is refused', async () => {
    const {asking} = talk()
    const allow = (...commands: readonly OwnCommand[]) =>
      consentToCommands(asking, judging, {yes: true, allowCommands: hashOf(commands)})

    expect(await allow(size, wasm, lint)).toEqual({commands: [size, wasm, lint], isLeftOut: false})
    expect(await allow(size)).toEqual({commands: [size], isLeftOut: false})
    await expect(allow(wasm)).rejects.toMatchObject({problem: {code: 'commands-not-agreed'}})
  })
})
