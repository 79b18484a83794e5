import {z} from 'zod'
import type {Codec} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {eventSchema} from './event.ts'
import type {TimedEvent} from './fold.ts'

/** Where the file ends: the next line's checksum covers this one's, so lines can't be lost, swapped or changed. */
export type Last = {readonly seq: number; readonly sum: string}

type Read =
  | {
      readonly kind: 'read'
      readonly events: readonly TimedEvent[]
      readonly last: Last
      readonly goodBytes: number
      readonly tornBytes: number
    }
  | {readonly kind: 'refused'; readonly problem: Problem}

/** The state file's first line; a reader that knows another number must refuse the file. */
export const headerLine = `${JSON.stringify({schema: 'upgrade-wizard/state/1'})}\n`

/** One event as a line of the file, and where the file ends after it. */
export function lineOf({at, event}: TimedEvent, last: Last, codec: Codec): {text: string; last: Last} {
  const seq = last.seq + 1
  const body = JSON.stringify(event)
  const sum = checksum(codec, last.sum, seq, at, body)
  return {text: `{"seq":${seq},"sum":"${sum}","at":"${at}","event":${body}}\n`, last: {seq, sum}}
}

/**
 * Reads a whole state file. A bad *last* line is the mark of a kill or a power cut: it was never acknowledged, so it is
 * left out. A bad line before good ones is damage or tampering, and the file is refused.
 */
export function readLines(bytes: Uint8Array, codec: Codec): Read {
  const lines = splitLines(bytes)
  const [header, ...rest] = lines
  if (header === undefined || (rest.length === 0 && !header.text.endsWith('\n'))) return emptyRead(bytes.length)
  const refusal = checkHeader(header.text)
  if (refusal !== undefined) return {kind: 'refused', problem: refusal}

  const events: TimedEvent[] = []
  let last: Last = {seq: 0, sum: ''}
  let goodBytes = header.end
  for (const [index, line] of rest.entries()) {
    const parsed = parseLine(line.text, last, codec)
    if (parsed.kind === 'hostile') return {kind: 'refused', problem: hostile(index + 2, parsed.why)}
    if (parsed.kind === 'bad') {
      const isLast = index === rest.length - 1
      if (!isLast) return {kind: 'refused', problem: damaged(index + 2, parsed.why)}
      break
    }
    events.push(parsed.timed)
    last = parsed.last
    goodBytes = line.end
  }
  return {kind: 'read', events, last, goodBytes, tornBytes: bytes.length - goodBytes}
}

function parseLine(
  text: string,
  last: Last,
  codec: Codec,
): {kind: 'good'; timed: TimedEvent; last: Last} | {kind: 'bad'; why: string} | {kind: 'hostile'; why: string} {
  if (!text.endsWith('\n')) return {kind: 'bad', why: 'the line has no end'}
  const line = lineSchema.safeParse(parseJson(text))
  if (!line.success) return {kind: 'bad', why: 'the line is not an event'}
  const {seq, sum, at} = line.data
  if (seq !== last.seq + 1) return {kind: 'bad', why: `number ${seq} follows ${last.seq}`}
  const body = text.slice(text.indexOf(',"event":') + 9, -2)
  if (sum !== checksum(codec, last.sum, seq, at, body)) return {kind: 'bad', why: 'the checksum does not fit'}
  const event = eventSchema.safeParse(line.data.event)
  if (!event.success) return {kind: 'hostile', why: event.error.issues.map(issue => issue.message).join('; ')}
  return {kind: 'good', timed: {at, event: event.data}, last: {seq, sum}}
}

function splitLines(bytes: Uint8Array): {text: string; end: number}[] {
  const decoder = new TextDecoder()
  const lines: {text: string; end: number}[] = []
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline === -1 ? bytes.length : newline + 1
    lines.push({text: decoder.decode(bytes.subarray(start, end)), end})
    start = end
  }
  return lines
}

function checkHeader(text: string): Problem | undefined {
  if (text === headerLine) return undefined
  const schema = z.object({schema: z.string()}).safeParse(parseJson(text)).data?.schema
  if (schema?.startsWith('upgrade-wizard/state/')) {
    return {
      code: 'state-newer',
      title: 'The state file was written by another version of the wizard',
      detail: `.upgrade-wizard/state.jsonl has the schema ${schema}; this version reads upgrade-wizard/state/1.`,
      nextSteps: ['Run the version that wrote it, or start a new session with `upgrade-wizard run --fresh`.'],
      path: '.upgrade-wizard/state.jsonl',
      line: 1,
    }
  }
  return damaged(1, 'the first line does not name a schema')
}

function damaged(line: number, why: string): Problem {
  return {
    code: 'state-damaged',
    title: 'The state file is damaged',
    detail: `Line ${line} can't be trusted: ${why}. Later lines depend on it, so nothing was done.`,
    nextSteps: [
      'Restore .upgrade-wizard/state.jsonl from a backup when you have one.',
      'Or look at `git diff`, restore what you want with git, and start anew with `upgrade-wizard run --fresh`.',
    ],
    path: '.upgrade-wizard/state.jsonl',
    line,
  }
}

function hostile(line: number, why: string): Problem {
  return {
    code: 'state-refused',
    title: 'The state file asks for something the wizard never does',
    detail: `Line ${line}: ${why}. Nothing was done.`,
    nextSteps: [
      'Find out who wrote .upgrade-wizard/state.jsonl; `upgrade-wizard run --fresh` puts it aside and starts anew.',
    ],
    path: '.upgrade-wizard/state.jsonl',
    line,
  }
}

function emptyRead(sizeBytes: number): Read {
  return {kind: 'read', events: [], last: {seq: 0, sum: ''}, goodBytes: 0, tornBytes: sizeBytes}
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function checksum(codec: Codec, previous: string, seq: number, at: string, body: string): string {
  return codec.sha256(new TextEncoder().encode(`${previous}\n${seq}\n${at}\n${body}`)).slice(0, 16)
}

const lineSchema = z.object({seq: z.number().int(), sum: z.string(), at: z.iso.datetime(), event: z.unknown()})
