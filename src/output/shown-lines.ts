import {clean, cleanLines} from '../domain/clean-text.ts'
import {cargoProgress} from '../measure/cargo-progress.ts'

/**
 * What one line of output is shown as, cleaned: usually itself. A diagnostic of `--message-format=json` is what it says for
 * people, any other message of that kind nothing, and neither is a progress bar.
 */
export function shownLines(line: string, keepsColors: boolean): readonly string[] {
  const message = messageIn(line)
  if (message !== undefined) return message.text === undefined ? [] : cleanLines(message.text, keepsColors)
  return isBar(line) ? [] : [clean(line, keepsColors)]
}

/** How many lines these bytes hold, and as how many they are shown. Nearly always that takes no more than counting line ends. */
export function countLines(bytes: Uint8Array): LineCount {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const written = countEnds(buffer)
  if (!mayDiffer(buffer)) return {written, shown: written}
  return {written, shown: textLines(bytes).reduce((sum, line) => sum + shownCount(line), 0)}
}

export type LineCount = {readonly written: number; readonly shown: number}

/** The lines of these bytes, without their ends; the last one may lack it. */
export function textLines(bytes: Uint8Array): readonly string[] {
  const lines = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes).split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** As how many lines one line of output is shown: `shownLines`, without the work of making them. */
export function shownCount(line: string): number {
  const message = messageIn(line)
  if (message !== undefined) return message.text === undefined ? 0 : message.text.split('\n').length
  return isBar(line) ? 0 : 1
}

/** One of cargo's JSON messages, and what it says for people if it does; undefined when the line is none. */
function messageIn(line: string): {readonly text?: string} | undefined {
  if (!line.startsWith(messageStart) || line.length > longestMessage) return undefined
  try {
    const value: unknown = JSON.parse(line)
    if (!isRecord(value) || typeof value.reason !== 'string') return undefined
    const message = value.message
    return isRecord(message) && typeof message.rendered === 'string' ? {text: message.rendered.trimEnd()} : {}
  } catch {
    return undefined
  }
}

function isBar(line: string): boolean {
  return line.length <= longestMessage && barCount.test(line) && cargoProgress(clean(line)) !== undefined
}

/** Whether any line in here may be shown as more or less than one: the marks of a message and of a bar. */
function mayDiffer(bytes: Buffer): boolean {
  const isFirst = bytes.toString('latin1', 0, messageStart.length) === messageStart
  return isFirst || bytes.includes(`\n${messageStart}`) || hasBarCount(bytes)
}

function hasBarCount(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('] '); at !== -1; at = bytes.indexOf('] ', at + 2)) {
    const next = bytes[at + 2] ?? 0
    if (next >= digit0 && next <= digit9) return true
  }
  return false
}

function countEnds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return bytes.length > 0 && bytes.at(-1) !== newline ? count + 1 : count
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** In UTF-16 units: a line that is longer is never taken apart. */
export const longestMessage = 1024 * 1024
const messageStart = '{"'
const barCount = /\] \d+\/\d/
const newline = 0x0a
const digit0 = 0x30
const digit9 = 0x39
