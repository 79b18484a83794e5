import {clean} from '../../domain/clean-text.ts'
import {commandLine} from '../../domain/command.ts'
import {isErrorLine} from '../../output/marks.ts'
import type {WizardView} from '../../store/view.ts'
import {outputArea} from '../parts.ts'
import {counted} from '../rows/words.ts'
import {lineAt, pageOf} from './output-page.ts'

/** What goes to the clipboard, without colours, and what it is. */
export type Copied = {readonly text: string; readonly said: string}

/** The error that was jumped to, while it is on the screen: up to the next empty line. Else the lines that are on it, whole. */
export function copiedOutput(view: WizardView): Copied {
  const {tail, local} = view
  const numbers = pageOf(tail, local.reading, outputArea(view)).map(({number}) => number)
  const {mark} = local.reading
  const isError = mark !== undefined && numbers.includes(mark) && isErrorLine(clean(lineAt(tail, mark) ?? ''))
  const lines = isError ? errorLines(view, mark) : numbers.map(number => clean(lineAt(tail, number) ?? ''))
  return {text: textOf(lines), said: `${isError ? 'the error, ' : ''}${counted(lines.length, 'line')}`}
}

/** The command line as it works when it is pasted into a shell, wherever that stands. */
export function copiedCommand({command}: WizardView): Copied {
  const [program = '', ...words] = command?.argv ?? []
  const cwd = command?.cwd ?? ''
  const folder = commandLine({argv: ['cd', cwd]})
  const typed = commandLine({argv: [program, ...words], env: command?.env})
  return {text: `${folder} && ${typed}\n`, said: 'the command line'}
}

function errorLines({tail}: WizardView, first: number): readonly string[] {
  const lines = Array.from({length: longestError}, (_, at) => lineAt(tail, first + at))
  const end = lines.findIndex(line => line === undefined || clean(line).trim() === '')
  return lines.slice(0, end === -1 ? longestError : end).map(line => clean(line ?? ''))
}

function textOf(lines: readonly string[]): string {
  return lines.map(line => `${line.trimEnd()}\n`).join('')
}

const longestError = 200
