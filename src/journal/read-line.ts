import type {Codec} from '../domain/ports.ts'
import {eventSchema, type JournalEvent} from './event.ts'
import type {TimedEvent} from './fold.ts'

/** Where the file ends: the next line's checksum covers this one's, so lines can't be lost, swapped or changed. */
export type Last = {readonly seq: number; readonly sum: string}

/** Bytes of the file, from `start` up to `end`. */
export type Span = {readonly start: number; readonly end: number}

type Parsed =
  | {readonly kind: 'good'; readonly timed: TimedEvent; readonly last: Last; readonly packedBytes: number}
  | {readonly kind: 'torn' | 'damaged' | 'hostile'; readonly why: string}

/** One line with its end, as it follows the line before. Its checksum is taken from the bytes; a content stays where it is. */
export function parseLine(line: Uint8Array, last: Last, codec: Codec): Parsed {
  if (line.at(-1) !== newline) return {kind: 'torn', why: 'the line has no end'}
  const start = lineStart.exec(decoder.decode(line.subarray(0, longestStart)))
  const [before = '', number = '', sum = '', at = ''] = start ?? []
  const body = line.subarray(before.length, -2)
  if (start === null || line.at(-2) !== brace || Number.isNaN(Date.parse(at))) return notAnEvent(line)
  const seq = Number(number)
  if (seq !== last.seq + 1) return {kind: 'damaged', why: `number ${seq} follows ${last.seq}`}
  if (sum !== checksum(codec, last.sum, seq, at, body)) return unfit(line, body)
  const read = readContent(body) ?? readEvent(body)
  if (read === undefined) return notAnEvent(line)
  if (typeof read === 'string') return {kind: 'hostile', why: read}
  return {kind: 'good', timed: {at, event: read.event}, last: {seq, sum}, packedBytes: read.packedBytes}
}

/** A kill cuts a line short; it never joins one to the next. */
function notAnEvent(line: Uint8Array): Parsed {
  return {kind: joinedLines.test(decoder.decode(line)) ? 'damaged' : 'torn', why: 'the line is not an event'}
}

/** What isn't even JSON may be what a power cut left of a last line. */
function unfit(line: Uint8Array, body: Uint8Array): Parsed {
  return parseJson(decoder.decode(body)) === undefined
    ? notAnEvent(line)
    : {kind: 'damaged', why: 'the checksum does not fit'}
}

type ReadEvent = {readonly event: JournalEvent; readonly packedBytes: number}

/** A content's event, whose text stays where it is; undefined for any other. */
function readContent(body: Uint8Array): ReadEvent | undefined {
  const start = contentStart.exec(decoder.decode(body.subarray(0, contentStartLength)))
  const sha256 = start?.[1]
  if (sha256 === undefined || !endsContent(body)) return undefined
  const packed = body.subarray(contentStartLength, body.length - 2)
  return isBase64(packed) ? {event: {type: 'content-saved', sha256, gzip: ''}, packedBytes: packed.length} : undefined
}

function endsContent(body: Uint8Array): boolean {
  return body.at(-2) === quote && body.at(-1) === brace && body.length >= contentStartLength + 2
}

/** The event, or why it isn't one; undefined for what isn't JSON. */
function readEvent(body: Uint8Array): ReadEvent | string | undefined {
  const value = parseJson(decoder.decode(body))
  if (value === undefined) return undefined
  const event = parseEvent(value)
  if (typeof event === 'string') return event
  if (event.type === 'content-saved') return 'a content is not written as the wizard writes it'
  return {event, packedBytes: 0}
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

/** Where the packed content is in a content's line that ends at `end`. */
export function contentIn(end: number, packedBytes: number): Span {
  const at = end - contentEnd.length - packedBytes
  return {start: at, end: at + packedBytes}
}

function isBase64(bytes: Uint8Array): boolean {
  if (bytes.length % 4 !== 0) return false
  let end = bytes.length
  while (end > bytes.length - 2 && bytes[end - 1] === equals) end--
  for (let at = 0; at < end; at++) if (base64[bytes[at] ?? 0] === 0) return false
  return true
}

/** Undefined for what isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Of a line: it covers the checksum of the line before. */
export function checksum(codec: Codec, previous: string, seq: number, at: string, body: Uint8Array): string {
  return codec.sha256(encoder.encode(`${previous}\n${seq}\n${at}\n`), body).slice(0, 16)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', {ignoreBOM: true})
const lineStart = /^\{"seq":(\d{1,15}),"sum":"([0-9a-f]{16})","at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","event":/
const longestStart = 120
const contentStart = /^\{"type":"content-saved","sha256":"([0-9a-f]{64})","gzip":"$/
const contentStartLength = '{"type":"content-saved","sha256":"","gzip":"'.length + 64
/** What follows a content in its line. */
const contentEnd = '"}}\n'
const joinedLines = /\}\}.\{"seq":\d+,"sum":"[0-9a-f]{16}","at":"/s
const [newline, quote, equals, brace] = [10, 34, 61, 125]
const base64 = new Uint8Array(256)
for (const byte of encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')) base64[byte] = 1
