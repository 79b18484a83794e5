import * as z from 'zod'
import type {Codec} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {TimedEvent} from './fold.ts'
import {checksum, contentIn, type Last, parseJson, parseLine, type Span} from './read-line.ts'

type Read =
  | {
      readonly kind: 'read'
      /** Those of contents are without the content. */
      readonly events: readonly TimedEvent[]
      /** Where the contents are, packed, by their SHA-256. */
      readonly contents: ReadonlyMap<string, Span>
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
  const sum = checksum(codec, last.sum, seq, at, encoder.encode(body))
  return {text: `{"seq":${seq},"sum":"${sum}","at":"${at}","event":${body}}\n`, last: {seq, sum}}
}

/**
 * Reads a whole state file. A *last* line that isn't whole is the mark of a kill or a power cut: it was never
 * acknowledged, so it is left out. Anything else that doesn't fit is damage or tampering, and the file is refused. Each
 * line's checksum is taken from its bytes; contents are neither decoded nor kept.
 */
export function readLines(bytes: Uint8Array, codec: Codec): Read {
  const headerEnd = lineEnd(bytes, 0)
  const header = decoder.decode(bytes.subarray(0, Math.min(headerEnd, longestHeader)))
  if (isTornHeader(header) || isZeroHeader(bytes)) return emptyRead(bytes.length)
  const refusal = checkHeader(header)
  if (refusal !== undefined) return {kind: 'refused', problem: refusal}

  const events: TimedEvent[] = []
  const contents = new Map<string, Span>()
  let last: Last = startOf(header)
  let start = headerEnd
  for (let number = 2; start < bytes.length; number++) {
    const end = lineEnd(bytes, start)
    const parsed = parseLine(bytes.subarray(start, end), last, codec)
    if (parsed.kind === 'torn' && end === bytes.length) break
    if (parsed.kind === 'hostile') return {kind: 'refused', problem: hostile(number, parsed.why)}
    if (parsed.kind !== 'good') return {kind: 'refused', problem: damaged(number, parsed.why)}
    const {event} = parsed.timed
    if (event.type === 'content-saved') contents.set(event.sha256, contentIn(end, parsed.packedBytes))
    events.push(parsed.timed)
    last = parsed.last
    start = end
  }
  return {kind: 'read', events, contents, last, goodBytes: start, tornBytes: bytes.length - start}
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const at = bytes.indexOf(newline, start)
  return at === -1 ? bytes.length : at + 1
}

/** Cut anywhere, even before its line end: then nothing was ever acknowledged. Any other text is somebody's file. */
function isTornHeader(text: string): boolean {
  return [...chainStarts.keys()].some(header => text !== header && header.startsWith(text))
}

/** What a power cut may leave of the very first write, which is the header alone. More zeros than that were a state file once. */
function isZeroHeader(bytes: Uint8Array): boolean {
  return bytes.length <= headerLine.length && bytes.every(byte => byte === 0)
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
  return {kind: 'read', events: [], contents: new Map(), last: startOf(headerLine), goodBytes: 0, tornBytes: sizeBytes}
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', {ignoreBOM: true})
const longestHeader = 1000
const newline = 10
