import type {CommandSession} from '../journal/session.ts'
import type {Lines} from './choice.ts'
import {plainLines} from './plain-text.ts'

/** Reads the end of a log file as text; empty where it isn't there. */
export type ReadLog = (file: string, tailBytes: number) => Promise<string>

/** The end of what a command wrote, diagnostics in the compiler's words, and where the whole of it is. */
export async function outputLines({out, err}: CommandSession, readLog: ReadLog): Promise<Lines> {
  const [written, told] = await Promise.all([out, err].map(file => readLog(file, tailBytes)))
  return [
    ...lastOf(readable(written ?? '')),
    ...lastOf(plainLines(told ?? '')),
    `All of it: ${plainLines(out)[0]} and ${plainLines(err)[0]}`,
  ]
}

/** Cargo's messages for programs: a diagnostic is worth reading, an artifact isn't. */
function readable(text: string): Lines {
  return text.split('\n').flatMap(line => {
    if (!line.startsWith('{"')) return plainLines(line)
    const rendered = renderedIn(line)
    return rendered === undefined ? [] : plainLines(rendered.trimEnd())
  })
}

function renderedIn(line: string): string | undefined {
  try {
    const {message}: {message?: {rendered?: unknown}} = JSON.parse(line)
    return typeof message?.rendered === 'string' ? message.rendered : undefined
  } catch {
    return undefined
  }
}

function lastOf(lines: Lines): Lines {
  return lines.filter(line => line.trim() !== '').slice(-mostLines)
}

const tailBytes = 256 * 1024
const mostLines = 40
