import {codec} from '../../src/system/codec.ts'

/**
 * A state file with these events, whatever they are, each under a checksum that fits: what somebody writes who knows the
 * format. Spelled out here once more, so that the format can't change unnoticed.
 */
export function stateFile(...events: readonly unknown[]): Uint8Array {
  const header = '{"schema":"upgrade-wizard/state/3"}'
  return linesAfter(header, header, events)
}

/** The same as versions before the third wrote it, whose first checksum didn't cover the header. */
export function olderStateFile(schema: 1 | 2, ...events: readonly unknown[]): Uint8Array {
  return linesAfter(`{"schema":"upgrade-wizard/state/${schema}"}`, '', events)
}

function linesAfter(header: string, start: string, events: readonly unknown[]): Uint8Array {
  let sum = start
  const lines = events.map((event, index) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event)
    sum = codec.sha256(new TextEncoder().encode(`${sum}\n${index + 1}\n${moment}\n${body}`)).slice(0, 16)
    return `{"seq":${index + 1},"sum":"${sum}","at":"${moment}","event":${body}}\n`
  })
  return new TextEncoder().encode([`${header}\n`, ...lines].join(''))
}

export const moment = '2026-01-02T03:04:05.000Z'
