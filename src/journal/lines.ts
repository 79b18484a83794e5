import * as z from 'zod'
import type {Codec} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {eventSchema, type JournalEvent} from './event.ts'
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

/** The state file's first line; a reader that doesn't know the number must refuse the file. Since 2 steps can be mended, items marked and commands paused; since 3 steps can be committed. */
export const headerLine = headerOf(3)

/**
 * What is read: every event of an older number means the same today. Each with what the first line's checksum covers beside the
 * line: since 3 the header, so that a changed number is noticed.
 */
const chainStarts = new Map([
  [headerOf(1), ''],
  [headerOf(2), ''],
  [headerLine, headerLine.trimEnd()],
])

function headerOf(schema: number): string {
  return `${JSON.stringify({schema: `upgrade-wizard/state/${schema}`})}\n`
}

/** One event as a line of the file, and where the file ends after it. */
export function lineOf({at, event}: TimedEvent, last: Last, codec: Codec): {text: string; last: Last} {
  const seq = last.seq + 1
  const body = JSON.stringify(event)
  const sum = checksum(codec, last.sum, seq, at, body)
  return {text: `{"seq":${seq},"sum":"${sum}","at":"${at}","event":${body}}\n`, last: {seq, sum}}
}

/**
 * Reads a whole state file. A *last* line that isn't whole is the mark of a kill or a power cut: it was never
 * acknowledged, so it is left out. Anything else that doesn't fit is damage or tampering, and the file is refused.
 */
export function readLines(bytes: Uint8Array, codec: Codec): Read {
  const lines = splitLines(bytes)
  const [header, ...rest] = lines
  if (header === undefined || isTornHeader(header.text)) return emptyRead(bytes.length)
  const refusal = checkHeader(header.text)
  if (refusal !== undefined) return {kind: 'refused', problem: refusal}

  const events: TimedEvent[] = []
  let last: Last = startOf(header.text)
  let goodBytes = header.end
  for (const [index, line] of rest.entries()) {
    const parsed = parseLine(line.text, last, codec)
    if (parsed.kind === 'torn' && index === rest.length - 1) break
    if (parsed.kind === 'hostile') return {kind: 'refused', problem: hostile(index + 2, parsed.why)}
    if (parsed.kind !== 'good') return {kind: 'refused', problem: damaged(index + 2, parsed.why)}
    events.push(parsed.timed)
    last = parsed.last
    goodBytes = line.end
  }
  return {kind: 'read', events, last, goodBytes, tornBytes: bytes.length - goodBytes}
}

type Parsed =
  | {readonly kind: 'good'; readonly timed: TimedEvent; readonly last: Last}
  | {readonly kind: 'torn' | 'damaged' | 'hostile'; readonly why: string}

function parseLine(text: string, last: Last, codec: Codec): Parsed {
  if (!text.endsWith('\n')) return {kind: 'torn', why: 'the line has no end'}
  const line = lineSchema.safeParse(parseJson(text))
  if (!line.success) {
    // A kill cuts a line short; it never joins one to the next.
    return {kind: joinedLines.test(text) ? 'damaged' : 'torn', why: 'the line is not an event'}
  }
  const {seq, sum, at} = line.data
  if (seq !== last.seq + 1) return {kind: 'damaged', why: `number ${seq} follows ${last.seq}`}
  const body = text.slice(text.indexOf(',"event":') + 9, -2)
  if (sum !== checksum(codec, last.sum, seq, at, body)) return {kind: 'damaged', why: 'the checksum does not fit'}
  const event = parseEvent(line.data.event)
  if (typeof event === 'string') return {kind: 'hostile', why: event}
  return {kind: 'good', timed: {at, event}, last: {seq, sum}}
}

/** The event, or why it isn't one. */
function parseEvent(value: unknown): JournalEvent | string {
  try {
    const event = eventSchema.safeParse(value)
    return event.success ? event.data : event.error.issues.map(issue => issue.message).join('; ')
  } catch (error) {
    // The parser recurses: data nested deeply enough would end the wizard.
    if (error instanceof RangeError) return 'the event is nested too deeply'
    throw error
  }
}

function splitLines(bytes: Uint8Array): {text: string; end: number}[] {
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true})
  const lines: {text: string; end: number}[] = []
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline === -1 ? bytes.length : newline + 1
    lines.push({text: decoder.decode(bytes.subarray(start, end)), end})
    start = end
  }
  return lines
}

/** Cut anywhere, even before its line end: then nothing was ever acknowledged. Any other text is somebody's file. */
function isTornHeader(text: string): boolean {
  return [...chainStarts.keys()].some(header => text !== header && header.startsWith(text))
}

function startOf(header: string): Last {
  return {seq: 0, sum: chainStarts.get(header) ?? ''}
}

function checkHeader(text: string): Problem | undefined {
  if (chainStarts.has(text)) return undefined
  const schema = z.object({schema: z.string()}).safeParse(parseJson(text)).data?.schema
  if (schema !== undefined && /^upgrade-wizard\/state\/\d{1,9}$/.test(schema)) {
    return {
      code: 'state-newer',
      title: 'The state file was written by another version of the wizard',
      detail: `.upgrade-wizard/state.jsonl has the schema ${schema}; this version reads upgrade-wizard/state/3 and older.`,
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
  return {kind: 'read', events: [], last: startOf(headerLine), goodBytes: 0, tornBytes: sizeBytes}
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
const joinedLines = /\}\}.\{"seq":\d+,"sum":"[0-9a-f]{16}","at":"/s
