import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {readLines} from '../../src/journal/lines.ts'
import {codec} from '../../src/system/codec.ts'
import {wholeSession} from '../support/journal-events.ts'
import {readEvents} from '../support/read-events.ts'
import {stateFile} from '../support/state-file.ts'

const bytes = stateFile(...wholeSession())
const lines = new TextDecoder().decode(bytes).split(/(?<=\n)/)
const lastStart = bytes.length - new TextEncoder().encode(lines.at(-1)).length

describe('a changed byte', () => {
  test('in any line but the last is refused', () => {
    for (let at = 0; at < lastStart; at++) expect(codeOf(flipped(at, 1)), `byte ${at}`).toMatch(/^state-/)
  })

  test('in any line but the last is refused, however it changed', () => {
    fc.assert(
      fc.property(fc.nat(lastStart - 1), fc.integer({min: 1, max: 255}), (at, mask) => {
        expect(codeOf(flipped(at, mask))).toMatch(/^state-(damaged|newer)$/)
      }),
      {numRuns: 1000},
    )
  })

  test('in the last line is refused, or that line alone is left out', () => {
    for (let at = lastStart; at < bytes.length; at++) {
      const changed = flipped(at, 1)
      const read = readLines(changed, codec)

      if (read.kind === 'refused') expect(read.problem.code).toBe('state-damaged')
      else {
        expect(readEvents(changed)).toEqual(wholeSession().slice(0, -1))
        expect(read).toMatchObject({goodBytes: lastStart, tornBytes: bytes.length - lastStart})
      }
    }
  })
})

describe('whole lines', () => {
  test('that were swapped are refused', () => {
    for (let index = 1; index < lines.length - 1; index++) {
      const swapped = lines.toSpliced(index, 2, lines[index + 1] ?? '', lines[index] ?? '')
      expect(codeOf(encoded(swapped)), `lines ${index} and ${index + 1}`).toBe('state-damaged')
    }
  })

  test('that are missing are refused', () => {
    for (let index = 0; index < lines.length - 1; index++)
      expect(codeOf(encoded(lines.toSpliced(index, 1))), `line ${index}`).toBe('state-damaged')
  })

  test('that stand there twice are refused', () => {
    for (let index = 0; index < lines.length; index++)
      expect(codeOf(encoded(lines.toSpliced(index, 0, lines[index] ?? ''))), `line ${index}`).toBe('state-damaged')
  })

  test('of another session are refused', () => {
    const other = new TextDecoder().decode(stateFile(...wholeSession().slice(2))).split(/(?<=\n)/)

    expect(codeOf(encoded([...lines.slice(0, 3), ...other.slice(3)]))).toBe('state-damaged')
  })
})

describe('what is not a state file', () => {
  test('is refused when a newer wizard wrote it, with the schema in the problem', () => {
    const read = readLines(encoded(['{"schema":"upgrade-wizard/state/4","more":1}\n', 'whatever\n']), codec)

    expect(read).toEqual({
      kind: 'refused',
      problem: {
        code: 'state-newer',
        title: 'The state file was written by another version of the wizard',
        detail:
          '.upgrade-wizard/state.jsonl has the schema upgrade-wizard/state/4; this version reads upgrade-wizard/state/3 and older.',
        nextSteps: ['Run the version that wrote it, or start a new session with `upgrade-wizard run --fresh`.'],
        path: '.upgrade-wizard/state.jsonl',
        line: 1,
      },
    })
  })

  test('is refused when a newer wizard wrote it and its first line has no end', () => {
    expect(codeOf(encoded(['{"schema":"upgrade-wizard/state/12"}']))).toBe('state-newer')
  })

  test('is refused when it is something else, and never cut to nothing', () => {
    const others = [
      '\n',
      '{}\n',
      '[]\n{}\n',
      'null',
      '\0'.repeat(4096),
      'Dear diary',
      '{"schema":"other/1"}\n',
      '\ufeff',
      '{"schema": 1}\n',
      '{"schema":"upgrade-wizard/state/3\\u001b[2J"}\n',
    ]
    for (const other of others) expect(codeOf(encoded([other])), JSON.stringify(other)).toBe('state-damaged')
  })

  test('is refused or empty for any bytes, without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), garbage => {
        const read = readLines(garbage, codec)

        if (read.kind === 'read') expect(read.events).toEqual([])
        else expect(read.problem.code).toMatch(/^state-/)
      }),
    )
  })

  test('is refused with any line that is not an event before a good end', () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 2), fc.string(), (index, garbage) => {
        const read = codeOf(encoded(lines.toSpliced(index + 1, 0, `${garbage.replaceAll('\n', '')}\n`)))
        expect(read).toBe('state-damaged')
      }),
    )
  })
})

function flipped(at: number, mask: number): Uint8Array {
  const damaged = bytes.slice()
  damaged[at] = (damaged[at] ?? 0) ^ mask
  return damaged
}

function encoded(parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(parts.join(''))
}

function codeOf(file: Uint8Array): string | undefined {
  const read = readLines(file, codec)
  return read.kind === 'refused' ? read.problem.code : undefined
}
