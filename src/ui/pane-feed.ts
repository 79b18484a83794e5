import type {LogChunk} from '../domain/ports.ts'
import {cargoProgress} from '../measure/cargo-progress.ts'
import type {Tail} from '../store/view.ts'
import {clean, cleanLines} from './clean-text.ts'

/** One chunk of a command's output further: cleaned, JSON messages read, progress bars taken out of the text. */
export function feedPane(tail: Tail, chunk: LogChunk, keepsColors: boolean): Tail {
  const shown = chunk.lines.flatMap(line => shownLines(line, keepsColors)).filter(line => !isBar(line))
  const lines = [...tail.lines, ...shown].slice(-keptLines)
  const totalLines = tail.totalLines + chunk.skippedLines + shown.length
  const progress = latestProgress(chunk) ?? tail.progress
  return {lines, totalLines, ...(progress === undefined ? {} : {progress})}
}

/** `--message-format=json`: a diagnostic is worth reading, an artifact isn't. Other lines are shown as they are. */
function shownLines(line: string, keepsColors: boolean): string[] {
  if (!line.startsWith('{"')) return [clean(line, keepsColors)]
  const message = parseMessage(line)
  if (message === undefined) return [clean(line, keepsColors)]
  return message.rendered === undefined ? [] : cleanLines(message.rendered.trimEnd(), keepsColors)
}

function parseMessage(line: string): {rendered?: string} | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (!isRecord(value) || typeof value.reason !== 'string') return undefined
    const message = value.message
    return isRecord(message) && typeof message.rendered === 'string' ? {rendered: message.rendered} : {}
  } catch {
    return undefined
  }
}

function latestProgress({lines, open}: LogChunk) {
  return [...lines.slice(-50), open]
    .flatMap(line => line.split('\r'))
    .map(part => cargoProgress(clean(part)))
    .findLast(found => found !== undefined)
}

function isBar(line: string): boolean {
  return line.includes('[') && cargoProgress(clean(line)) !== undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const keptLines = 2000
